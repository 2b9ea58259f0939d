using System.Globalization;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Labelling;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>Whole volumes through ONNX Runtime against nnU-Net 2.8.1's own predictor.</summary>
public sealed class GoldenCaseTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("native")]
    [InlineData("resampled")]
    [InlineData("thick-slices")]
    [InlineData("small-and-padded")]
    [InlineData("transposed")]
    [InlineData("cascade-lowres")]
    [InlineData("cascade-fullres")]
    public void Labels_and_probabilities_of_the_product_equal_nnunet(string name)
    {
        var (result, margins) = Compare(name, new SegmenterOptions().Accumulation);
        Assert.True(margins.Length <= 1e-4 * result.Voxels);
        Assert.All(margins, margin => Assert.True(margin < 1e-3));
        Assert.True(result.SmallestDice >= 0.999);
    }

    // nnU-Net rounds its sums to half precision; where the best two logits are that close, full precision may take the other. The second stage of
    // the cascade is not among them: a voxel of the first that tips over moves logits of the second by far more.
    [Theory]
    [InlineData("native")]
    [InlineData("thick-slices")]
    [InlineData("small-and-padded")]
    [InlineData("transposed")]
    [InlineData("cascade-lowres")]
    public void Full_precision_differs_from_nnunet_only_where_its_rounding_decides(string name)
    {
        var (result, margins) = Compare(name, Accumulation.FullPrecision);
        Assert.True(margins.Length <= 1e-4 * result.Voxels);
        Assert.All(margins, margin => Assert.True(margin < 0.01));
        Assert.True(result.SmallestDice >= 0.995);
    }

    private (Agreement Agreement, double[] Margins) Compare(string name, Accumulation accumulation)
    {
        using var golden = new GoldenCase(name);
        var (bundle, image, expected) = (golden.Bundle, golden.Image, golden.Labels);
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu });
        Assert.Null(loaded.Problem);
        var segmenter = Segmenter.Create(bundle, loaded, new() { Accumulation = accumulation, Workers = 2 }, TimeProvider.System);

        var maps = golden.Probabilities is null ? null : new ProbabilityMaps(bundle.Plan.Table, image.Geometry);
        var result = segmenter.Segment(image, maps, null, TestContext.Current.CancellationToken).Segmentation!;

        var labels = result.Labels.Voxels.ToArray();
        var different = Enumerable.Range(0, labels.Length).Where(i => labels[i] != expected[i]).ToArray();
        var dice = Enumerable.Range(1, 3).Select(c => Dice(labels, expected, (byte)c)).ToArray();
        var margins = different.Length == 0 ? [] : Margins(image, golden.Previous, bundle, loaded.Networks[0], accumulation, different);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {accumulation}: {different.Length} of {labels.Length} labels differ, largest margin {margins.Append(0).Max():E1}; Dice {dice[0]:F6} {dice[1]:F6} {dice[2]:F6}; {result.TilesRun} tiles run, {result.TilesReused} reused; {result.Timings}"));
        if (golden.Probabilities is { } reference)
        {
            CheckForeground(result.Foreground, maps!);
            CheckProbabilities(maps!, reference, accumulation);
        }

        return (new(labels.Length, dice.Min()), margins);
    }

    // The probabilities of labelled voxels are those of the whole maps.
    private static void CheckForeground(ForegroundProbabilities found, ProbabilityMaps maps)
    {
        for (var n = 0; n < found.VoxelIndices.Length; n++)
        {
            for (var c = 0; c < found.ClassCount; c++)
            {
                Assert.Equal(maps.Channels[c + 1].Span[found.VoxelIndices[n]], found.Of(n)[c], 1e-6f);
            }
        }
    }

    // All labels at all voxels. nnU-Net's logits are half precision, and so are the probabilities of the reference: half a unit in the last place is 2.5e-4.
    private void CheckProbabilities(ProbabilityMaps maps, Half[] reference, Accumulation accumulation)
    {
        var (largest, beyond, voxels) = (0.0, 0L, maps.Channels[0].Span.Length);
        for (var c = 0; c < maps.Channels.Count; c++)
        {
            for (var i = 0; i < voxels; i++)
            {
                var stored = (float)reference[(c * voxels) + i];
                var difference = Math.Max(0, Math.Abs(maps.Channels[c].Span[i] - stored) - Math.Abs(HalfStep(stored) / 2));
                largest = Math.Max(largest, difference);
                beyond += difference > 2e-3 ? 1 : 0;
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"probabilities: largest difference beyond the rounding of the reference {largest:E2}, {beyond} of {voxels * maps.Channels.Count} above 2e-3"));
        Assert.True(largest < (accumulation == Accumulation.FullPrecision ? 5e-3 : 2e-3));

        static float HalfStep(float stored) => (float)Half.BitIncrement((Half)stored) - stored;
    }

    private static double Dice(byte[] a, byte[] b, byte label) =>
        2.0 * a.Zip(b).Count(pair => pair.First == label && pair.Second == label) / (a.Count(v => v == label) + b.Count(v => v == label));

    /// <summary>Difference of the two highest logits at voxels of the source grid.</summary>
    private static double[] Margins(Volume<short> image, Volume<byte>? previous, ModelBundle bundle, INetwork network, Accumulation accumulation, int[] voxels)
    {
        var (view, shape) = Preprocessor.Plan(image, bundle.Plan, bundle.Orientation);
        var window = new SlidingWindow(new()
        {
            Tile = bundle.Plan.PatchSize,
            MirrorAxes = bundle.Manifest.MirrorAxes ?? [],
            Accumulation = accumulation,
        });
        var prepared = Preprocessor.Run(image, view, shape, bundle.Plan, CancellationToken.None, previous);
        var planes = new LogitPlanes(network.Classes, shape, view.Shape, bundle.Plan.Spacing, view.Spacing, bundle.Plan.LogitResampling);
        var found = voxels.ToDictionary(voxel => voxel, _ => new List<float>());
        var row = new float[view.Shape.A2];
        var next = 0;
        window.Run(prepared, [network], Collect, null, CancellationToken.None);
        return [.. found.Values.Select(values => values.OrderDescending().ToArray()).Select(sorted => (double)sorted[0] - sorted[1])];

        void Collect(int a0, float[][] logits)
        {
            planes.Add(a0, logits);
            for (; next < view.Shape.A0 && planes.Needs(next) <= a0; next++)
            {
                for (var i1 = 0; i1 < view.Shape.A1; i1++)
                {
                    for (var c = 0; c < planes.Classes; c++)
                    {
                        planes.Fill(next, i1, c, 0, row.Length, row);
                        for (var i2 = 0; i2 < row.Length; i2++)
                        {
                            if (found.TryGetValue(view.Row(next, i1) + (i2 * view.Stride2), out var values))
                            {
                                values.Add(row[i2]);
                            }
                        }
                    }
                }
            }
        }
    }

    private sealed record Agreement(int Voxels, double SmallestDice);
}
