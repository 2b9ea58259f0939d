using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>One node as the conditions see it.</summary>
internal sealed record NodeFacts
{
    public NodeFacts(NodeFinding node, RuleParameters parameters)
    {
        double[] numbers =
        [
            node.ShortAxisMm, node.LongAxisMm, node.GreatestDimensionMm, node.VolumeMm3, node.LowDensityFraction ?? 0, .. node.ClassProbabilities,
        ];
        if (numbers.Any(number => !(double.IsFinite(number) && number >= 0)) || node.CentroidMm.Any(mm => !double.IsFinite(mm)))
        {
            throw new ArgumentException($"Node {node.Id} has a size, share or place that is no number: it cannot be judged.", nameof(node));
        }

        Node = node;
        Class = node.Label switch { NodeClass.Negative => "N", NodeClass.Positive => "P", NodeClass.Ene => "ENE", _ => throw new ArgumentException($"Node {node.Id} has no class.", nameof(node)) };
        Confidence = node.ClassProbabilities[(int)node.Label - 1];
        Threshold = parameters.ShortAxisThreshold(level: null);
        Necrotic = node.LowDensityFraction is { } share && share >= parameters["necrosis_frac"] && share * node.VolumeMm3 >= parameters["necrosis_min_mm3"];
        (BorderlineFrom, BorderlineTo) = parameters.BorderlineRange(level: null);
        Centre = new(node.CentroidMm[0], node.CentroidMm[1], node.CentroidMm[2]);
    }

    public NodeFinding Node { get; }

    /// <summary>N, P or ENE.</summary>
    public string Class { get; }

    public double Confidence { get; }

    /// <summary>Short axis from which this node counts as enlarged, mm. The level is not known yet, so the general one.</summary>
    public double Threshold { get; }

    /// <summary>A low-density centre of at least the table's share and volume.</summary>
    public bool Necrotic { get; }

    public bool IsSuspect => Node.Label is NodeClass.Positive or NodeClass.Ene;

    public bool IsBorderline => Node.ShortAxisMm >= BorderlineFrom && Node.ShortAxisMm < BorderlineTo;

    public Vector3 Centre { get; }

    private double BorderlineFrom { get; }

    private double BorderlineTo { get; }
}
