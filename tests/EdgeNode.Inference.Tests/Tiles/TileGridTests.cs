using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

public sealed class TileGridTests
{
    [Theory]
    [InlineData(110, 64, new[] { 0, 23, 46 })]
    [InlineData(64, 64, new[] { 0 })]
    [InlineData(65, 64, new[] { 0, 1 })]
    [InlineData(95, 48, new[] { 0, 24, 47 })]
    [InlineData(160, 48, new[] { 0, 22, 45, 67, 90, 112 })]
    [InlineData(51, 48, new[] { 0, 3 })]
    [InlineData(512, 192, new[] { 0, 80, 160, 240, 320 })]
    [InlineData(512, 224, new[] { 0, 96, 192, 288 })]
    public void Origins_are_even_and_end_at_the_border(int image, int tile, int[] origins) => Assert.Equal(origins, TileGrid.Along(image, tile, 0.5));

    [Fact]
    public void The_first_axis_is_outermost() =>
        Assert.Equal([new(0, 0, 0), new(0, 0, 1), new(0, 1, 0), new(0, 1, 1)], TileGrid.Origins(new(4, 5, 5), new(4, 4, 4), 0.5));
}
