namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>Findings whose confidence lies in one tenth: how sure the network was on average, and how often it was right.</summary>
public sealed record CalibrationBin(double From, double To, int Findings, double? Confidence, double? Right);

/// <summary>Expected calibration error: mean of |confidence - right| over the bins, weighted by their findings (Guo 2017). Null without findings.</summary>
public sealed record Calibration(IReadOnlyList<CalibrationBin> Bins, double? ExpectedError)
{
    private const int Count = 10;

    internal static Calibration Of(IReadOnlyList<CaseMeasurement> cases)
    {
        var findings = cases.SelectMany(c => c.Found).ToList();
        var bins = Enumerable.Range(0, Count).Select(i =>
        {
            // The last bin holds 1.
            var own = findings.Where(f => Math.Clamp((int)(f.Confidence * Count), 0, Count - 1) == i).ToList();
            return new CalibrationBin(
                i / (double)Count, (i + 1) / (double)Count, own.Count,
                own.Count == 0 ? null : own.Average(f => f.Confidence),
                own.Count == 0 ? null : own.Count(f => f.TruthClass == f.Class) / (double)own.Count);
        }).ToList();
        return new(bins, findings.Count == 0 ? null : bins.Where(b => b.Findings > 0).Sum(b => Math.Abs(b.Confidence!.Value - b.Right!.Value) * b.Findings) / findings.Count);
    }
}
