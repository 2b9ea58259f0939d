using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>
/// Stations that act without anybody signing on: all acts on alarms while nobody is on the list of people, because an alarm must not wait for an
/// administrator; afterwards nothing, or what the site allows.
/// </summary>
public sealed class Readers(AlarmOptions options, FeedbackOptions feedback)
{
    private static readonly string[] WithoutPeople = [ActKinds.Acknowledge, ActKinds.Pause, ActKinds.Decide];
    private static readonly string[] BesidePeople = [ActKinds.Acknowledge, ActKinds.Pause];

    public IReadOnlyList<ReaderOptions> All => options.Readers;

    /// <summary>Kinds of acts that a station may do now.</summary>
    public IReadOnlyList<string> StationActs(bool hasPeople) => !hasPeople ? WithoutPeople : feedback.StationMayAcknowledge ? BesidePeople : [];

    internal bool MayDo(string kind, bool hasPeople) => StationActs(hasPeople).Contains(kind);

    public bool Knows(string? code) => options.Readers.Any(reader => reader.Code == code);
}
