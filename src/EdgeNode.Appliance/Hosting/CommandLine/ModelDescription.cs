using System.Globalization;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>What a bundle is, for people.</summary>
internal static class ModelDescription
{
    public static void Write(TextWriter output, ModelBundle bundle)
    {
        var (manifest, plan) = (bundle.Manifest, bundle.Plan);
        output.WriteLine($"{manifest.Id} {manifest.Version} ({(manifest.ClinicalUse ? "for clinical use" : "NOT for clinical use")})");
        output.WriteLine($"sha256         {bundle.Sha256}");
        output.WriteLine($"nnU-Net        {manifest.NnunetVersion}, {manifest.Configuration}, {manifest.Networks.Count} fold(s)");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"spacing        {plan.Spacing.A0} x {plan.Spacing.A1} x {plan.Spacing.A2} mm (network axes)"));
        output.WriteLine($"patch          {plan.PatchSize} (network axes)");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tiles          step {manifest.TileStepSize}, mirror axes {(manifest.MirrorAxes is { Count: > 0 } axes ? string.Join(",", axes) : "none")}"));
        output.WriteLine($"arrays         {manifest.ArrayOrientation}, transposed {string.Join(",", plan.TransposeForward)}");
        output.WriteLine($"intensities    {plan.Normalization.Scheme}");
        output.WriteLine($"labels         {string.Join(", ", plan.Labels)}{(plan.Table.RegionLabels is null ? "" : " (regions)")}");
        output.WriteLine($"golden case    {manifest.Golden ?? "none"}");
        if (bundle.PreviousStage is { } previous)
        {
            output.WriteLine();
            output.WriteLine("stage before:");
            Write(output, previous);
        }
    }
}
