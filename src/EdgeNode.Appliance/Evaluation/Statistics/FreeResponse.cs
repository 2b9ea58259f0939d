namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>A point of the FROC curve: only findings of at least this score count.</summary>
public sealed record FrocPoint(double Score, double FalsePositivesPerVolume, double Sensitivity);

/// <summary>Free-response ROC (Chakraborty 1989): sensitivity (overlap &gt; 0) against false positives a volume.</summary>
internal static class FreeResponse
{
    /// <summary>From the strictest threshold to the loosest; empty without cases or without nodes.</summary>
    public static IReadOnlyList<FrocPoint> Curve(IReadOnlyList<CaseMeasurement> cases)
    {
        var nodes = cases.SelectMany(c => c.Nodes).Where(n => n.Score > 0).Select(n => n.Score).OrderDescending().ToList();
        var total = cases.Sum(c => c.Nodes.Count);
        if (total == 0)
        {
            return [];
        }

        var wrong = cases.SelectMany(c => c.Found).Where(f => f.TruthClass is null).Select(f => f.Score).OrderDescending().ToList();
        return [.. nodes.Concat(wrong).Distinct().OrderDescending().Select(score =>
            new FrocPoint(score, wrong.Count(s => s >= score) / (double)cases.Count, nodes.Count(s => s >= score) / (double)total))];
    }
}
