namespace EdgeNode.Appliance.Intake.Commitment;

/// <summary>A report that a peer waits for.</summary>
/// <param name="Id">Row of the request.</param>
/// <param name="Peer">AE title that asked.</param>
/// <param name="Received">When it asked, UTC.</param>
/// <param name="Attempts">How often the report was tried in vain.</param>
/// <param name="Asked">How often the peer had asked for it.</param>
public sealed record PendingReport(long Id, string Peer, DateTimeOffset Received, int Attempts, int Asked);
