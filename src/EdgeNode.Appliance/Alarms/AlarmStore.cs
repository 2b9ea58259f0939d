using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms;

/// <summary>
/// The alarms of cases. An alarm is raised in the transaction of the result it stands on, and stands for its case until it is closed: a later
/// revision that is calmer, unsuitable or not analysed yet takes nothing away from it, one that is worse raises a new one.
/// </summary>
public sealed class AlarmStore(Database database)
{
    /// <summary>The least urgent priority that still raises an alarm; 4 is on the list only.</summary>
    public const int LeastUrgentAlarm = 3;

    internal const string Superseded = "SUPERSEDED";

    private const string Standing =
        $"SELECT {Alarm.Columns} FROM alarms a WHERE a.case_id = $id ORDER BY a.level, a.revision LIMIT 1";

    /// <summary>
    /// Raises an alarm inside the caller's transaction, if this revision is worse than everything the case was alarmed for before; the
    /// earlier alarm is then closed in its favour. False when there is nothing to raise.
    /// </summary>
    /// <param name="connection">In the transaction of what it stands on.</param>
    /// <param name="analysed">The case.</param>
    /// <param name="priority">What it is judged at.</param>
    /// <param name="now">When.</param>
    /// <param name="byReview">A physician's word raises it, long after the last slice, perhaps.</param>
    public static bool Raise(SqliteConnection connection, CaseRecord analysed, CasePriority priority, DateTimeOffset now, bool byReview = false)
    {
        if (priority.Level > LeastUrgentAlarm || Find(connection, analysed.Id)?.Level <= priority.Level)
        {
            return false;
        }

        (string, object?)[] parameters =
        [
            ("$id", analysed.Id.ToString()), ("$revision", analysed.Revision), ("$level", priority.Level),
            ("$reasons", string.Join(' ', priority.Reasons.Select(reason => reason.Code).Distinct())),
            ("$last", byReview ? null : analysed.LastInstance.ToStored()), ("$byReview", byReview ? 1 : 0), ("$now", now.ToStored()), ("$superseded", Superseded),
        ];
        connection.Execute("UPDATE alarms SET closed = $now, close_reason = $superseded WHERE case_id = $id AND closed IS NULL", parameters);

        // Reviewed, or analysed again, without a new slice: the revision has one alarm, the worse one. What people did to the other stands among the acts.
        connection.Execute("DELETE FROM alarm_escalations WHERE case_id = $id AND revision = $revision; DELETE FROM alarms WHERE case_id = $id AND revision = $revision", parameters);
        connection.Execute(
            "INSERT INTO alarms (case_id, revision, level, reasons, last_instance, raised, by_review) VALUES ($id, $revision, $level, $reasons, $last, $now, $byReview)",
            parameters);
        return true;
    }

    /// <summary>The alarm that stands for a case, on the caller's connection; null when it never had one.</summary>
    public static Alarm? Find(SqliteConnection connection, Guid caseId) =>
        connection.Query(Standing, Alarm.Read, ("$id", caseId.ToString())).SingleOrDefault();

    /// <summary>The alarm that stands for a case: the most urgent it ever had.</summary>
    public Alarm? Find(Guid caseId) => database.Read(connection => Find(connection, caseId));

    /// <summary>The standing alarm of every case.</summary>
    internal static Dictionary<Guid, Alarm> All(SqliteConnection connection) => connection
        .Query($"SELECT {Alarm.Columns} FROM alarms a ORDER BY a.level, a.revision", Alarm.Read)
        .GroupBy(alarm => alarm.CaseId)
        .ToDictionary(alarms => alarms.Key, alarms => alarms.First());

    /// <summary>Alarms that nobody has acknowledged, the most urgent first, then the oldest.</summary>
    public IReadOnlyList<Alarm> Unacknowledged() => database.Read(Unacknowledged);

    /// <summary>The same, on the caller's connection.</summary>
    internal static List<Alarm> Unacknowledged(SqliteConnection connection) => connection.Query(
        $"SELECT {Alarm.Columns} FROM alarms a WHERE a.acknowledged IS NULL AND a.closed IS NULL ORDER BY a.level, a.raised", Alarm.Read);
}
