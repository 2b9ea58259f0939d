using EdgeNode.Dicom.Fuzz.Targets.Conversations;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>All targets, and the part each has of a run over all of them.</summary>
internal static class FuzzTargets
{
    /// <summary>Each call gives a new target: targets keep state between executions and belong to one thread.</summary>
    public static readonly IReadOnlyList<(string Name, Func<IFuzzTarget> Create, int Percent)> All =
    [
        ("reader", () => new ReaderTarget(), 30),
        ("pixels", () => new PixelsTarget(), 10),
        ("codecs", () => new CodecsTarget(), 20),
        ("pdu", () => new ConversationTarget(), 20),
        ("association", () => new AssociationTarget(), 12),
        ("dimse", () => new DimseTarget(), 8),
    ];
}
