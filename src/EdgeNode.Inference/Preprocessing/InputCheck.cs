using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>What a volume must fulfil before it is computed.</summary>
internal static class InputCheck
{
    public static InferenceProblem? Geometry(GridGeometry geometry)
    {
        var spacing = geometry.SpacingMm;
        var usable = geometry.Size is { X: > 0, Y: > 0, Z: > 0 }
            && Usable(spacing.X) && Usable(spacing.Y) && Usable(spacing.Z)
            && Math.Abs(geometry.XDirection.Normalized().Cross(geometry.YDirection.Normalized()).Dot(geometry.ZDirection.Normalized())) > 0.1;
        return usable
            ? null
            : new(ProblemCodes.GeometryInvalid, "The volume has no voxels, no positive spacing, or axes that do not span space: check the series' geometry.");

        static bool Usable(double spacing) => double.IsFinite(spacing) && spacing > 0;
    }

    /// <summary>nnU-Net's RGBTo01Normalization takes 0 to 255 and nothing else.</summary>
    public static InferenceProblem? Values(ReadOnlySpan<short> voxels, NetworkPlan plan) =>
        plan.Normalization.Scheme == NormalizationScheme.RgbTo01 && voxels.ContainsAnyExceptInRange((short)0, (short)255)
            ? new(ProblemCodes.ValuesOutOfRange, "The model takes images of 0 to 255 (RGBTo01Normalization), and the volume has other values: use a model that was trained on HU.")
            : null;

    public static InferenceProblem? Size(ArrayShape shape, NetworkPlan plan, long maximum)
    {
        if (shape is { A0: < 1 } or { A1: < 1 } or { A2: < 1 })
        {
            return new(ProblemCodes.VolumeTooSmall, $"The volume has {shape} voxels at the network's spacing: send a series that covers the neck.");
        }

        var padded = (double)Math.Max(shape.A0, plan.PatchSize.A0) * Math.Max(shape.A1, plan.PatchSize.A1) * Math.Max(shape.A2, plan.PatchSize.A2);
        return padded <= maximum
            ? null
            : new(ProblemCodes.VolumeTooLarge, $"The volume has {shape} voxels at the network's spacing, more than {maximum}: send the neck alone.");
    }
}
