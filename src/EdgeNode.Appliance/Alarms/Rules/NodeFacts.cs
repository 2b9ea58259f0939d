using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>One node as the conditions see it: measured, or as a physician corrected it. Lengths in mm.</summary>
internal sealed record NodeFacts
{
    public NodeFacts(NodeFinding node, NodeReview? review, RuleParameters parameters)
    {
        Node = node;
        SameAs = review?.SameAs;
        ShortAxisMm = review?.ShortAxisMm ?? node.ShortAxisMm;
        LongAxisMm = review?.LongAxisMm ?? node.LongAxisMm;
        GreatestDimensionMm = review?.LongAxisMm ?? node.GreatestDimensionMm;
        double[] numbers = [ShortAxisMm, LongAxisMm, GreatestDimensionMm, node.VolumeMm3, node.LowDensityFraction ?? 0, .. node.ClassProbabilities];
        if (numbers.Any(number => !(double.IsFinite(number) && number >= 0)) || node.CentroidMm.Any(mm => !double.IsFinite(mm)))
        {
            throw new ArgumentException($"Node {node.Id} has a size, share or place that is no number: it cannot be judged.", nameof(node));
        }

        if (review?.Level is { } level && !NeckLevels.Known.Contains(level))
        {
            throw new ArgumentException($"Node {node.Id} lies in level '{level}', which is none.", nameof(review));
        }

        Label = review?.Class ?? node.Label;
        Class = Label switch { NodeClass.Negative => "N", NodeClass.Positive => "P", NodeClass.Ene => "ENE", _ => throw new ArgumentException($"Node {node.Id} has no class.", nameof(node)) };
        Confidence = review?.Class is null ? node.ClassProbabilities[(int)Label - 1] : 1;
        Threshold = parameters.ShortAxisThreshold(review?.Level);
        Necrotic = node.LowDensityFraction is { } share && share >= parameters["necrosis_frac"] && share * node.VolumeMm3 >= parameters["necrosis_min_mm3"];
        var (from, below) = parameters.BorderlineRange(review?.Level);
        IsBorderline = ShortAxisMm >= from && ShortAxisMm < below;
        Centre = new(node.CentroidMm[0], node.CentroidMm[1], node.CentroidMm[2]);
    }

    public NodeFinding Node { get; }

    /// <summary>Number of the node in the same place, of which this one is a physician's mark.</summary>
    public int? SameAs { get; }

    public NodeClass Label { get; }

    /// <summary>N, P or ENE.</summary>
    public string Class { get; }

    public double Confidence { get; }

    public double ShortAxisMm { get; }

    public double LongAxisMm { get; }

    public double GreatestDimensionMm { get; }

    /// <summary>Short axis from which this node counts as enlarged: that of its level where the level is known.</summary>
    public double Threshold { get; }

    /// <summary>A low-density centre of at least the table's share and volume.</summary>
    public bool Necrotic { get; }

    public bool IsSuspect => Label is NodeClass.Positive or NodeClass.Ene;

    /// <summary>Nearly enlarged, as the rule on clusters counts it.</summary>
    public bool IsBorderline { get; }

    public Vector3 Centre { get; }
}
