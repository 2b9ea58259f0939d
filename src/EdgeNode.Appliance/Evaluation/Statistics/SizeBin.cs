namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>Short axes as the paper bins them: below 5, 5 to below 10, 10 mm and more.</summary>
public sealed record SizeBin(string Name, double FromMm, double BelowMm)
{
    public static readonly IReadOnlyList<SizeBin> All = [new("< 5 mm", 0, 5), new("5-10 mm", 5, 10), new(">= 10 mm", 10, double.PositiveInfinity)];

    public bool Holds(double shortAxisMm) => shortAxisMm >= FromMm && shortAxisMm < BelowMm;
}
