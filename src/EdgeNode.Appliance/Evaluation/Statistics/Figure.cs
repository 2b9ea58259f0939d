namespace EdgeNode.Appliance.Evaluation.Statistics;

/// <summary>A number with its 95 % confidence interval; all null where there was nothing to compute it from, the interval alone where the cases are too few for one.</summary>
/// <param name="Of">How many nodes, findings or cases it is of.</param>
public sealed record Figure(double? Value, double? Low, double? High, int Of);
