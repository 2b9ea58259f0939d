using System.Globalization;
using System.Numerics.Tensors;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.SelfTest;

/// <summary>Makes the golden case of a bundle, and compares what a box computes with it: at start, once a day, and after answers that are no numbers.</summary>
public static class ModelSelfTest
{
    // Logits of some ten thousand voxels tell a wrong kernel as well as those of two million.
    private const int MostSamples = 8192;

    // ONNX Runtime on another CPU differs by 5e-5. FP16 arithmetic was measured at 0.05 and 0.0003 % of labels on a small network; on a GPU nothing was.
    private static readonly Dictionary<string, GoldenTolerance> Tolerances = new(StringComparer.Ordinal)
    {
        ["FP32"] = new(0.01, 0.0005),
        ["FP16"] = new(0.5, 0.005),
    };

    /// <summary>The golden case for a tile of HU, as a file for the bundle. Networks must run on the CPU.</summary>
    /// <param name="bundle">The bundle it is for.</param>
    /// <param name="loaded">Its networks.</param>
    /// <param name="hu">The plan's patch on the network's grid.</param>
    /// <param name="previous">Labels of the stage before on that grid; null where the plan has none.</param>
    /// <returns>The file, or why there is none.</returns>
    public static (byte[]? File, InferenceProblem? Problem) Make(ModelBundle bundle, LoadedNetworks loaded, short[] hu, byte[]? previous)
    {
        var (plan, tile) = (bundle.Plan, bundle.Plan.PatchSize);
        var logits = GoldenTile.Logits(plan, loaded.Networks, hu, previous, CancellationToken.None);
        if (!TensorPrimitives.IsFiniteAll<float>(logits))
        {
            return (null, new(ProblemCodes.NonFiniteLogits, "The network answers NaN or infinity to a synthetic neck: export it again."));
        }

        var stride = (int)Math.Max(1, tile.Voxels / MostSamples) | 1;
        var golden = new GoldenCase
        {
            Description = new(
                GoldenCase.CurrentSchema,
                [tile.A0, tile.A1, tile.A2],
                plan.Table.Heads,
                stride,
                $"ONNX Runtime {Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetVersionString()}, CPU, FP32",
                Tolerances),
            Hu = hu,
            Previous = previous,
            Labels = GoldenTile.Labels(plan.Table, logits, tile),
            Logits = GoldenTile.Sample(logits, tile, plan.Table.Heads, stride),
        };
        return (golden.Write(), null);
    }

    /// <summary>Runs the golden cases of a bundle and of the stages before it.</summary>
    public static SelfTestResult Run(ModelBundle bundle, LoadedNetworks loaded, CancellationToken cancellation)
    {
        if (bundle.PreviousStage is { } before && Run(before, loaded.Previous!, cancellation) is { Problem: not null } failed)
        {
            return failed;
        }

        if (bundle.Golden is not { } file)
        {
            return new(false, 0, 0, null);
        }

        try
        {
            return Compare(bundle, loaded, GoldenCase.Read(file), cancellation);
        }
        catch (ModelException e)
        {
            return new(true, 0, 0, e.Problem);
        }
        catch (Microsoft.ML.OnnxRuntime.OnnxRuntimeException e)
        {
            return new(true, 0, 0, Failed($"its network does not run ({e.Message.ReplaceLineEndings(" ")})"));
        }
    }

    private static SelfTestResult Compare(ModelBundle bundle, LoadedNetworks loaded, GoldenCase golden, CancellationToken cancellation)
    {
        var (plan, tile, heads) = (bundle.Plan, bundle.Plan.PatchSize, bundle.Plan.Table.Heads);
        var (description, precision) = (golden.Description, loaded.Networks[0].Precision);
        var samples = heads * ((tile.Voxels + description.Stride - 1) / description.Stride);
        if (description.Tile != tile || description.Channels != heads || golden.Hu.Length != tile.Voxels || golden.Labels.Length != tile.Voxels
            || golden.Logits.Length != samples || (golden.Previous is null) != (plan.PreviousStage is null) || !description.Tolerances.TryGetValue(precision, out var tolerance))
        {
            return new(true, 0, 0, ModelException.Malformed("golden case", $"it does not fit the plans or states no tolerance for {precision}.").Problem);
        }

        var logits = GoldenTile.Logits(plan, loaded.Networks, golden.Hu, golden.Previous, cancellation);
        if (!TensorPrimitives.IsFiniteAll<float>(logits))
        {
            return new(true, double.NaN, 1, Failed("the network answers NaN or infinity"));
        }

        var labels = GoldenTile.Labels(plan.Table, logits, tile);
        var largest = (double)GoldenTile.Sample(logits, tile, heads, description.Stride).Zip(golden.Logits).Max(pair => Math.Abs(pair.First - pair.Second));
        var share = labels.Zip(golden.Labels).Count(pair => pair.First != pair.Second) / (double)labels.Length;
        var sound = largest <= tolerance.Logit && share <= tolerance.LabelShare;
        return new(true, largest, share, sound ? null : Failed(string.Create(
            CultureInfo.InvariantCulture,
            $"on {loaded.Networks[0].Provider} in {precision} a logit differs by {largest:G3} ({tolerance.Logit} is allowed) and {share:P3} of the labels ({tolerance.LabelShare:P3} is allowed)")));
    }

    private static InferenceProblem Failed(string why) => new(
        ProblemCodes.ModelSelfTestFailed,
        $"The model does not compute what its golden case says: {why}. Analysis stops and cases wait: restart the service, and if that does not help call it in.");
}

/// <param name="HasCase">False where the bundle has no golden case, and nothing was tested.</param>
/// <param name="LargestDifference">Of any compared logit.</param>
/// <param name="LabelShare">Voxels with another label.</param>
/// <param name="Problem">Null where all is within the tolerance.</param>
public sealed record SelfTestResult(bool HasCase, double LargestDifference, double LabelShare, InferenceProblem? Problem);
