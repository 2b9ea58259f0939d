namespace EdgeNode.Center.Simulation;

/// <summary>A message that a made-up box sends. Messages of one case go one after the other, each on the receipt of the one before.</summary>
internal sealed record SimulatedMessage(Guid Id, string Kind, string Schema, string? CaseKey, byte[] Payload);
