using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Feedback.Standing;

/// <summary>What counts now of everything that people said of a case: withdrawn and replaced acts left out.</summary>
public sealed record CaseFeedback
{
    /// <summary>Judged with the feedback; null where none bears on the rules, and unless the case is analysed.</summary>
    public CasePriority? Priority { get; init; }

    /// <summary>Nodes of the present revision that somebody said something of.</summary>
    public IReadOnlyList<NodeFeedback> Nodes { get; init; } = [];

    public IReadOnlyList<MissedNode> MissedNodes { get; init; } = [];

    public TickedSigns? Signs { get; init; }

    public OwnPriority? OwnPriority { get; init; }

    public IReadOnlyList<LaterOutcome> Outcomes { get; init; } = [];

    /// <summary>Whether anything here can move the priority.</summary>
    internal bool BearsOnRules => Nodes.Count > 0 || MissedNodes.Count > 0 || Signs is { Signs.Count: > 0 };
}

/// <summary>A node's verdict and calliper, each null where there is none.</summary>
public sealed record NodeFeedback(int Node, GivenVerdict? Verdict, GivenCalliper? Calliper);

public sealed record GivenVerdict(Guid Act, string Reader, DateTimeOffset At, NodeVerdict Verdict, NodeClass? Class, IReadOnlyList<string> Reasons, string? Level);

/// <summary>Lengths in mm, ends in LPS mm.</summary>
public sealed record GivenCalliper(Guid Act, string Reader, DateTimeOffset At, double? ShortAxisMm, double? LongAxisMm, CalliperLine? ShortAxis, CalliperLine? LongAxis);

/// <summary>A node that the box did not find; numbered from 1001.</summary>
public sealed record MissedNode(
    int Node, Guid Act, string Reader, DateTimeOffset At, int Revision, NodeClass Class, IReadOnlyList<double> CentreMm, double LongAxisMm, double ShortAxisMm,
    IReadOnlyList<double> LongAxisDirection, string Side, string? Level, IReadOnlyList<string> Reasons)
{
    /// <summary>Number of the first missed node of a case: no analysis finds as many.</summary>
    public const int FirstNumber = 1001;

    /// <summary>Number of the node of the present result that lies in the same place: the box has found it since. The place counts once.</summary>
    public int? FoundAs { get; init; }
}

public sealed record TickedSigns(Guid Act, string Reader, DateTimeOffset At, IReadOnlyList<string> Signs);

public sealed record OwnPriority(Guid Act, string Reader, DateTimeOffset At, int Revision, int Priority);

public sealed record LaterOutcome(Guid Act, string Reader, DateTimeOffset At, string Source, string Finding, string? Examined, int? Revision, int? Node);
