namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>What the box's own outputs show: nothing remembered, all of it read from the alarms that stand.</summary>
/// <param name="Level">Priority of the most urgent unacknowledged alarm, 1 to 3; 0: there is none.</param>
/// <param name="Escalation">How often the most often escalated of them was passed on.</param>
/// <param name="Technical">How many technical alarms stand.</param>
public readonly record struct AlarmSignal(int Level, int Escalation, int Technical)
{
    public static AlarmSignal Of(IReadOnlyList<Alarm> unacknowledged, int technical) => new(
        unacknowledged.Select(alarm => alarm.Level).DefaultIfEmpty(0).First(),
        unacknowledged.Select(alarm => alarm.Escalations).DefaultIfEmpty(0).Max(),
        technical);
}
