using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Alarms;

/// <summary>The alarm of a case revision: raised in the transaction of its result, once; acknowledged when somebody has seen it.</summary>
public sealed class AlarmStore(Database database, CaseChanges changes, TimeProvider time)
{
    /// <summary>The least urgent priority that still raises an alarm; 4 is on the list only.</summary>
    public const int LeastUrgentAlarm = 3;

    /// <summary>Raises the alarm inside the caller's transaction; nothing happens for priority 4.</summary>
    public static void Raise(SqliteConnection connection, Guid caseId, int revision, int level, DateTimeOffset now)
    {
        if (level <= LeastUrgentAlarm)
        {
            connection.Execute(
                "INSERT INTO alarms (case_id, revision, level, raised) VALUES ($id, $revision, $level, $now) ON CONFLICT DO NOTHING",
                ("$id", caseId.ToString()),
                ("$revision", revision),
                ("$level", level),
                ("$now", now.ToStored()));
        }
    }

    /// <summary>"I have seen it": neither a verdict nor a decision. False when the case has no alarm in its present revision.</summary>
    public async Task<bool> AcknowledgeAsync(Guid caseId, CancellationToken cancel)
    {
        var rows = await database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE alarms SET acknowledged = coalesce(acknowledged, $now)
                WHERE case_id = $id AND revision = (SELECT revision FROM cases WHERE case_id = $id)
                """,
                ("$now", time.GetUtcNow().ToStored()),
                ("$id", caseId.ToString())),
            cancel);
        changes.Publish(caseId);
        return rows > 0;
    }
}
