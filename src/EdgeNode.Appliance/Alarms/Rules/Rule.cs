namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>One rule that was read and understood.</summary>
/// <param name="UnlessAt">Where <paramref name="Unless"/> stands in the file.</param>
/// <param name="Nodes">For a node rule: does it fire on this node?</param>
/// <param name="Study">For a study rule: the nodes it fires on, or null when it does not fire.</param>
/// <param name="Unless">Rules that make this one superfluous where they fire (on the same node, for node rules).</param>
/// <param name="NamesNodes">It fires on nodes. A study rule about signs and limits alone names none.</param>
internal sealed record Rule(
    string Id,
    int Level,
    string Code,
    string Source,
    Func<NodeFacts, bool>? Nodes,
    Func<CaseFacts, IReadOnlyList<NodeFacts>?>? Study,
    IReadOnlyList<string> Unless,
    TextPosition UnlessAt,
    bool NamesNodes);
