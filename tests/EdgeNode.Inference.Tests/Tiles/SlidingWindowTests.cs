using CsCheck;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tests.Fakes;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

public sealed class SlidingWindowTests
{
    private static readonly SlidingWindowSettings Settings = new() { Tile = new(8, 16, 16), MirrorAxes = [1] };

    [Theory]
    [InlineData(Accumulation.FullPrecision)]
    [InlineData(Accumulation.HalfCompatible)]
    public void Tiles_of_air_run_once_and_the_logits_stay_the_same(Accumulation accumulation)
    {
        var image = HeadInAir(new(20, 60, 50));
        var settings = Settings with { Accumulation = accumulation };
        var (every, once) = (new NeighbourNetwork(), new NeighbourNetwork());

        var expected = new SlidingWindow(settings with { ReuseConstantTiles = false }).Run(image, every, null, CancellationToken.None);
        var actual = new SlidingWindow(settings).Run(image, once, null, CancellationToken.None);

        Assert.Equal(0, expected.TilesReused);
        Assert.True(actual.TilesReused > 10);
        Assert.Equal(expected.TilesRun, actual.TilesRun + actual.TilesReused);
        Assert.Equal(every.Runs - (2 * actual.TilesReused), once.Runs);
        AssertSame(expected, actual);
    }

    [Fact]
    public void The_number_of_workers_does_not_change_a_bit() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 1000]).Sample(
            (a0, a1, a2, seed) =>
            {
                var image = Noise(new(a0, a1, a2), seed);
                var one = new SlidingWindow(Settings).Run(image, new NeighbourNetwork(), null, CancellationToken.None);
                var five = new SlidingWindow(Settings with { Workers = 5 }).Run(image, new NeighbourNetwork(), null, CancellationToken.None);
                Assert.NotNull(one.Logits);
                AssertSame(one, five);
            },
            iter: 20);

    [Fact]
    public void Progress_counts_every_tile_in_order()
    {
        var seen = new List<TileProgress>();
        new SlidingWindow(Settings with { Workers = 3 }).Run(HeadInAir(new(20, 60, 50)), new NeighbourNetwork(), new Recorder(seen), CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(progress => progress.Done));
        Assert.All(seen, progress => Assert.Equal(seen.Count, progress.Total));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_logit_that_is_no_number_gives_no_logits(float value)
    {
        var network = new BrokenNetwork(5, logits => logits[^1] = value);
        var result = new SlidingWindow(Settings with { Workers = 2 }).Run(Noise(new(20, 60, 50), 1), network, null, CancellationToken.None);
        Assert.Null(result.Logits);
    }

    [Fact]
    public void A_network_that_throws_stops_all_workers()
    {
        var network = new BrokenNetwork(3, _ => throw new InvalidOperationException("broken"));
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            new SlidingWindow(Settings with { Workers = 3 }).Run(Noise(new(20, 60, 50), 1), network, null, CancellationToken.None));
        Assert.Equal("broken", thrown.Message);
    }

    [Fact]
    public void Cancelling_stops_between_tiles()
    {
        using var source = new CancellationTokenSource();
        var network = new BrokenNetwork(4, _ => source.Cancel());
        Assert.Throws<OperationCanceledException>(() =>
            new SlidingWindow(Settings with { Workers = 2 }).Run(Noise(new(20, 60, 50), 1), network, null, source.Token));
    }

    // With one worker everything runs on this thread, whose allocations no other test can add to.
    [Fact]
    public void Less_memory_than_one_class_of_the_volume_is_taken()
    {
        var image = Noise(new(160, 64, 64), 1);
        var window = new SlidingWindow(Settings with { MirrorAxes = [] });
        var planes = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        window.Run(image, [new BrokenNetwork(0, _ => { })], (_, _) => planes++, null, TestContext.Current.CancellationToken);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(160, planes);
        Assert.InRange(taken, 1, image.Shape.Voxels * sizeof(float));
    }

    private static void AssertSame(CollectedLogits expected, CollectedLogits actual) =>
        Assert.All(expected.Logits!.Zip(actual.Logits!), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));

    private static NetworkImage Noise(ArrayShape shape, int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, (int)shape.Voxels).Select(_ => (random.NextSingle() * 4) - 2)], shape);
    }

    private static NetworkImage HeadInAir(ArrayShape shape)
    {
        var image = Noise(shape, 7);
        for (var i = 0; i < image.Voxels.Length; i++)
        {
            var (i1, i2) = (i / shape.A2 % shape.A1, i % shape.A2);
            if (i1 is < 22 or > 40 || i2 is < 20 or > 30)
            {
                image.Voxels[i] = -2.1f;
            }
        }

        return image;
    }

    private sealed class Recorder(List<TileProgress> seen) : IProgress<TileProgress>
    {
        public void Report(TileProgress value) => seen.Add(value);
    }
}
