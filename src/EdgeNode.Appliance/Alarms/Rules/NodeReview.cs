using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>What a physician says of one node; it goes before what the network said. Lengths in mm.</summary>
public sealed record NodeReview
{
    /// <summary>No node: it counts for no rule.</summary>
    public bool Rejected { get; init; }

    /// <summary>The class it should have; null: agreed. A physician's word has full confidence.</summary>
    public NodeClass? Class { get; init; }

    /// <summary>Calliper: short axis.</summary>
    public double? ShortAxisMm { get; init; }

    /// <summary>Calliper: long axis; it takes the place of the greatest dimension too.</summary>
    public double? LongAxisMm { get; init; }

    /// <summary>Neck level, such as II or RP; null: not known, the general threshold counts.</summary>
    public string? Level { get; init; }

    /// <summary>
    /// For a node that a physician marked: number of the node that an analysis found in the same place. Each is judged by itself, so that the
    /// worse of the two counts; counts of nodes count the place once.
    /// </summary>
    public int? SameAs { get; init; }
}
