using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Health;

/// <summary>The technical state of the box, in words that say what to do.</summary>
/// <param name="Time">When this was true (UTC); a page that has seen nothing newer for five seconds is stale.</param>
/// <param name="Associations">The last ones of the DICOM ports, newest first; null in the heartbeat, which need not carry them.</param>
public sealed record ApplianceStatus(
    DateTimeOffset Time,
    bool Ready,
    IReadOnlyList<Problem> Problems,
    string Version,
    ModelStatus? Model,
    double DiskFreeFraction,
    UnsentReports Unsent,
    bool CentreConnected,
    DateTimeOffset? LastEcho,
    IReadOnlyList<AssociationEntry>? Associations = null)
{
    /// <summary>Technical conditions with the time since which they stand; a channel of its own beside the alarms of cases.</summary>
    public IReadOnlyList<TechnicalAlarm> TechnicalAlarms { get; init; } = [];

    public SoundStatus Sound { get; init; } = new(false, null);

    /// <summary>Images on the box and images removed from it; null in the heartbeat.</summary>
    public RetentionStatus? Retention { get; init; }
}

/// <summary>Whether the box itself can sound an alarm, and until when it is paused (null: it is not).</summary>
public sealed record SoundStatus(bool Configured, DateTimeOffset? PausedUntil);

/// <summary>One thing that is wrong: a stable code and a line for people.</summary>
public sealed record Problem(string Code, string Text);

/// <param name="Options">What is on that nnU-Net does not do; null for nothing.</param>
/// <param name="Tested">When the golden case last came out as it should; null where the bundle has none.</param>
public sealed record ModelStatus(
    string Id,
    string Version,
    string Provider,
    bool ClinicalUse,
    string Precision,
    IReadOnlyList<string>? Options,
    DateTimeOffset? Tested);

/// <summary>What has not been receipted by the centre yet.</summary>
public sealed record UnsentReports(int Count, double? OldestSeconds);

/// <summary>Answer of /healthz.</summary>
public sealed record HealthReport(bool Ready, IReadOnlyList<Problem> Problems);
