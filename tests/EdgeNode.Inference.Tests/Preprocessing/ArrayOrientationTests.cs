using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Tests.Preprocessing;

public sealed class ArrayOrientationTests
{
    [Theory]
    [InlineData("SPL")]
    [InlineData("SAR")]
    [InlineData("RIP")]
    public void Three_different_axes_are_an_orientation(string letters) => Assert.Equal(letters, ArrayOrientation.Parse(letters)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("SP")]
    [InlineData("SPLL")]
    [InlineData("SIL")]
    [InlineData("spl")]
    [InlineData("SPX")]
    public void Anything_else_is_none(string letters) => Assert.Null(ArrayOrientation.Parse(letters));
}
