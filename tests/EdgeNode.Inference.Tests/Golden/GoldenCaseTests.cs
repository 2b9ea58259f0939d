using System.Globalization;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Labelling;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>Whole volumes through ONNX Runtime against nnU-Net 2.8.1's own predictor.</summary>
public sealed class GoldenCaseTests(ITestOutputHelper output)
{
    public static TheoryData<string, Accumulation> Cases =>
        new MatrixTheoryData<string, Accumulation>(
            ["native", "resampled", "thick-slices", "small-and-padded", "transposed", "cascade-lowres"],
            [Accumulation.FullPrecision, Accumulation.HalfCompatible]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Labels_and_probabilities_equal_nnunet(string name, Accumulation accumulation)
    {
        using var golden = new GoldenCase(name);
        var (bundle, image, expected) = (golden.Bundle, golden.Image, golden.Labels);
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu, PatchSize = bundle.Plan.PatchSize });
        Assert.Null(loaded.Problem);
        var segmenter = new Segmenter(bundle, loaded.Networks, new() { Accumulation = accumulation, Workers = 2 }, TimeProvider.System);

        var result = segmenter.Segment(image, cancellation: TestContext.Current.CancellationToken).Segmentation!;

        var labels = result.Labels.Voxels.ToArray();
        var different = Enumerable.Range(0, labels.Length).Where(i => labels[i] != expected[i]).ToArray();
        var dice = Enumerable.Range(1, 3).Select(c => Dice(labels, expected, (byte)c)).ToArray();
        var probability = golden.Probabilities is { } reference ? LargestDifference(result.Foreground, reference, labels.Length) : 0;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {accumulation}: {different.Length} of {labels.Length} labels differ; Dice {string.Join(' ', dice.Select(d => d.ToString("F6", CultureInfo.InvariantCulture)))}; largest probability difference {probability:E2}; {result.TilesRun} tiles run, {result.TilesReused} reused; {result.Timings}"));

        Assert.True(different.Length <= labels.Length * 1e-4);
        Assert.All(dice, d => Assert.True(d >= 0.999));
        Assert.True(probability <= 2e-3);
        if (accumulation == Accumulation.HalfCompatible && different.Length > 0)
        {
            var margins = Margins(golden, bundle, loaded.Networks, accumulation, different);
            output.WriteLine($"margins: {string.Join(' ', margins.Select(m => m.ToString("E2", CultureInfo.InvariantCulture)))}");
            Assert.All(margins, margin => Assert.True(margin < 1e-3));
        }
    }

    private static double Dice(byte[] a, byte[] b, byte label) =>
        2.0 * a.Zip(b).Count(pair => pair.First == label && pair.Second == label) / (a.Count(v => v == label) + b.Count(v => v == label));

    private static double LargestDifference(ForegroundProbabilities found, Half[] reference, int voxels)
    {
        var largest = 0.0;
        for (var n = 0; n < found.VoxelIndices.Length; n++)
        {
            for (var c = 0; c < found.ClassCount; c++)
            {
                largest = Math.Max(largest, Math.Abs(found.Of(n)[c] - (double)reference[((c + 1) * voxels) + found.VoxelIndices[n]]));
            }
        }

        return largest;
    }

    /// <summary>Difference of the two highest logits at voxels of the source grid.</summary>
    private static double[] Margins(GoldenCase golden, ModelBundle bundle, IReadOnlyList<INetwork> networks, Accumulation accumulation, int[] voxels)
    {
        var image = golden.Image;
        var (view, shape) = Preprocessor.Plan(image, bundle.Plan, bundle.Orientation);
        var window = new SlidingWindow(new()
        {
            Tile = bundle.Plan.PatchSize,
            MirrorAxes = bundle.Manifest.MirrorAxes ?? [],
            Accumulation = accumulation,
        });
        var logits = window.Run(Preprocessor.Run(image, view, shape, bundle.Plan, CancellationToken.None), networks[0], null, CancellationToken.None).Logits!;
        var planes = new LogitPlanes(logits, view.Shape, bundle.Plan.Spacing, view.Spacing, bundle.Plan.LogitResampling);
        var found = voxels.ToDictionary(voxel => voxel, _ => new List<float>());
        var (plane, scratch) = (new float[view.Shape.A1 * view.Shape.A2], new float[planes.ScratchLength]);
        for (var i0 = 0; i0 < view.Shape.A0; i0++)
        {
            for (var c = 0; c < planes.Classes; c++)
            {
                planes.Fill(i0, c, plane, scratch);
                for (var i = 0; i < plane.Length; i++)
                {
                    if (found.TryGetValue(view.Row(i0, i / view.Shape.A2) + (i % view.Shape.A2 * view.Stride2), out var values))
                    {
                        values.Add(plane[i]);
                    }
                }
            }
        }

        return [.. found.Values.Select(values => values.OrderDescending().ToArray()).Select(sorted => (double)sorted[0] - sorted[1])];
    }
}
