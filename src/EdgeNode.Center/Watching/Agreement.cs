namespace EdgeNode.Center.Watching;

/// <summary>How often physicians disagreed with nodes of a class and size.</summary>
/// <param name="Missed">Nodes of this class and size that only a physician saw.</param>
public sealed record AgreementRow(string Class, string Size, int Agreed, int Rejected, int Reclassified, int Missed)
{
    public int Judged => Agreed + Rejected + Reclassified;

    /// <summary>Share of judged nodes that were rejected or reclassified; null of none.</summary>
    public double? Disagreement => Judged == 0 ? null : (double)(Rejected + Reclassified) / Judged;
}

/// <summary>Verdicts and missed nodes by class and short axis. Verdicts exist only for what was shown and judged: rates are of those.</summary>
public static class Agreement
{
    private static readonly (string Name, double Below)[] Sizes = [("< 5 mm", 5), ("5 to 8 mm", 8), ("8 to 10 mm", 10), ("10 to 15 mm", 15), ("15 to 30 mm", 30), ("from 30 mm", double.PositiveInfinity)];

    private static readonly string[] Classes = ["Negative", "Positive", "Ene"];

    public static IReadOnlyList<AgreementRow> Of(IReadOnlyList<JudgedNode> judged, IReadOnlyList<MissedNode> missed) =>
    [
        .. from label in Classes
           from size in Sizes
           let nodes = judged.Where(node => node.Class == label && SizeOf(node.ShortAxisMm) == size.Name).ToList()
           select new AgreementRow(
               label,
               size.Name,
               nodes.Count(node => node.Verdict == "Agree"),
               nodes.Count(node => node.Verdict == "Reject"),
               nodes.Count(node => node.Verdict == "Reclassify"),
               missed.Count(node => node.Class == label && node.ShortAxisMm is { } mm && SizeOf(mm) == size.Name)),
    ];

    private static string SizeOf(double mm) => Sizes.First(size => mm < size.Below).Name;
}
