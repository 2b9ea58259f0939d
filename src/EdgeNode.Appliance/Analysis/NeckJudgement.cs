using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Coverage;

namespace EdgeNode.Appliance.Analysis;

/// <summary>What follows from how much of the neck an image shows, in words: refused, analysed with a limit, or complete.</summary>
internal static class NeckJudgement
{
    public const string NoNeck = "NO_NECK_COVERED";

    /// <summary>Why the image is no neck CT; null where it is one, even in part.</summary>
    public static CaseReason? Refusal(NeckCoverage coverage, CoverageThresholds thresholds) => coverage.CoveredMm >= thresholds.LeastNeckMm
        ? null
        : new(NoNeck, $"{Saw(coverage)}, and {(coverage.CoveredMm > 0 ? $"only {coverage.CoveredMm:0} mm" : "nothing")} that looks like a neck; {thresholds.LeastNeckMm:0} mm are needed: send the CT of the neck.");

    public static ImagedNeck Describe(NeckCoverage coverage, CoverageThresholds thresholds)
    {
        var isPartial = coverage.MissingMm > thresholds.ToleranceMm;
        return new(Math.Round(coverage.CoveredMm), Math.Round(coverage.MissingAboveMm), Math.Round(coverage.MissingBelowMm), coverage.SkullBase, coverage.LungApex, isPartial, Text(coverage, isPartial))
        {
            SkullBaseZMm = Rounded(coverage.SkullBaseZMm),
            LungApexZMm = Rounded(coverage.LungApexZMm),
            HeadFromZMm = Rounded(coverage.HeadFromZMm),
        };

        static double? Rounded(double? mm) => mm is { } z ? Math.Round(z) : null;
    }

    private static string Text(NeckCoverage coverage, bool isPartial) => !isPartial
        ? $"{coverage.CoveredMm:0} mm of the neck are imaged."
        : $"About {coverage.MissingMm:0} mm of the neck are not imaged{Where(coverage)}: {coverage.CoveredMm:0} mm are. Nothing is said of the rest.";

    private static string Where(NeckCoverage coverage) => (coverage.SkullBase, coverage.LungApex) switch
    {
        (true, false) => " (the lower part)",
        (false, true) => " (the upper part)",
        _ => "",
    };

    // Only what a look at the image can tell: a phantom may look like a head, and the gas of an abdomen like lungs.
    private static string Saw(NeckCoverage coverage) => coverage switch
    {
        { ShowsBody: false } => "The image shows no body",
        { SkullBase: true, LungApex: true } => "The image shows what looks like a head and a trunk",
        { SkullBase: true } => "The image shows what looks like a head",
        { LungApex: true } => "The image shows what looks like a trunk (chest or abdomen)",
        _ => "Neither a skull base nor the tops of lungs are found in the image",
    };
}
