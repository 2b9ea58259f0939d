namespace EdgeNode.Contracts.Results;

/// <summary>Proposed urgency, 1 (highest) to 4 (no alarm criterion met), with every rule that fired.</summary>
public sealed record CasePriority(int Level, IReadOnlyList<PriorityReason> Reasons, string RulesVersion);

/// <summary>One fired rule: its id in the table, the urgency it asks for, a stable reason code, the nodes and the source it rests on.</summary>
public sealed record PriorityReason(string Rule, int Level, string Code, IReadOnlyList<int> Nodes, string Source);
