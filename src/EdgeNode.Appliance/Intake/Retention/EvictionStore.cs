using System.Globalization;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Intake.Retention;

/// <summary>The rows of removed images: which cases may lose theirs, and what is still to be taken off the disk.</summary>
public sealed class EvictionStore(Database database, TimeProvider time)
{
    /// <summary>
    /// A case whose images nobody needs here any more: it has ended, no alarm of it stands open, nothing of it waits for the centre, no crop has still to be made of it, and nobody
    /// waits for a storage commitment of it.
    /// </summary>
    private const string MayGo =
        """
        c.state IN ('Analysed', 'Unsuitable', 'Failed') AND c.kept_from < $before
        AND EXISTS (SELECT 1 FROM instances i WHERE i.case_id = c.case_id)
        AND NOT EXISTS (SELECT 1 FROM alarms a WHERE a.case_id = c.case_id AND a.closed IS NULL)
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_id = c.case_id)
        AND NOT EXISTS (SELECT 1 FROM crops k WHERE k.case_id = c.case_id AND k.state = 'wanted')
        AND NOT EXISTS (
          SELECT 1 FROM instances i JOIN commitment_instances m ON m.sop_instance_uid = i.sop_instance_uid JOIN commitment_requests q ON q.id = m.request_id
          WHERE i.case_id = c.case_id AND q.due IS NOT NULL)
        """;

    /// <summary>Marks every case that has no newer instance since the last look as kept from this day on.</summary>
    /// <param name="day">Day of running.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task StampAsync(int day, CancellationToken cancel)
    {
        if ((long)database.Read(connection => connection.Scalar("SELECT count(*) FROM cases WHERE kept_from IS NULL"))! > 0)
        {
            await database.WriteAsync(connection => connection.Execute("UPDATE cases SET kept_from = $day WHERE kept_from IS NULL", ("$day", day)), cancel);
        }
    }

    /// <summary>Cases whose images may go, the oldest first.</summary>
    /// <param name="before">Kept from before this day of running.</param>
    internal IReadOnlyList<EvictionCandidate> Candidates(int before) => database.Read(connection =>
    {
        var cases = connection.Query($"SELECT case_id, revision, kept_from FROM cases c WHERE {MayGo} ORDER BY kept_from, last_instance", Read, ("$before", before));
        return cases.Select(found => found with
        {
            Files = connection.Query("SELECT DISTINCT file FROM instances WHERE case_id = $id", row => row.Text("file")!, ("$id", found.CaseId.ToString())),
        }).ToList();
    });

    /// <summary>Takes the rows of a case's instances away, in one transaction that asks once more whether they may go. From then on they are unknown to the box.</summary>
    internal Task<bool> EvictAsync(EvictionCandidate candidate, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            (string, object?)[] parameters = [("$id", candidate.CaseId.ToString()), ("$revision", candidate.Revision), ("$before", candidate.KeptFrom + 1), ("$now", time.GetUtcNow().ToStored())];
            if (connection.Scalar($"SELECT 1 FROM cases c WHERE c.case_id = $id AND c.revision = $revision AND {MayGo}", parameters) is null) return false;
            connection.Execute(
                """
                INSERT INTO evictions (case_id, revision, evicted, instances, bytes)
                  SELECT $id, $revision, $now, count(*), sum(bytes) FROM instances WHERE case_id = $id
                  ON CONFLICT DO UPDATE SET instances = instances + excluded.instances, bytes = bytes + excluded.bytes;
                INSERT INTO evicted_instances (case_id, revision, file, file_offset, bytes)
                  SELECT case_id, $revision, file, file_offset, bytes FROM instances WHERE case_id = $id;
                DELETE FROM instances WHERE case_id = $id;
                """,
                parameters);
            return true;
        },
        cancel);

    /// <summary>Cases whose rows are gone and whose bytes may still be there.</summary>
    internal IReadOnlyList<UnfinishedEviction> Unfinished() => database.Read(connection => connection
        .Query(
            """
            SELECT case_id, revision, file, file_offset, bytes FROM evicted_instances e
            WHERE NOT EXISTS (SELECT 1 FROM instances i WHERE i.file = e.file AND i.file_offset = e.file_offset)
            """,
            row => (Case: (Id(row), row.Int("revision")), Location: InstanceLocation.Read(row)))
        .GroupBy(row => row.Case, row => row.Location)
        .Select(rows => new UnfinishedEviction(rows.Key.Item1, rows.Key.Item2, [.. rows]))
        .ToList());

    /// <summary>The bytes are off the disk.</summary>
    internal Task EndAsync(UnfinishedEviction done, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute("DELETE FROM evicted_instances WHERE case_id = $id AND revision <= $revision", ("$id", done.CaseId.ToString()), ("$revision", done.Revision)), cancel);

    /// <summary>The images of a revision were removed, with those of a later one or its own.</summary>
    public bool IsRemoved(Guid caseId, int revision) => database.Read(connection =>
        connection.Scalar("SELECT 1 FROM evictions WHERE case_id = $id AND revision >= $revision LIMIT 1", ("$id", caseId.ToString()), ("$revision", revision)) is not null);

    /// <summary>What was removed so far.</summary>
    public RetentionStatus Status() => database.Read(Status);

    internal static RetentionStatus Status(SqliteConnection connection) => connection.Query(
        "SELECT count(*) AS n, coalesce(sum(instances), 0) AS instances, coalesce(sum(bytes), 0) AS bytes, max(evicted) AS last, (SELECT count(DISTINCT case_id) FROM instances) AS held FROM evictions",
        row => new RetentionStatus(row.Int("held"), row.Int("n"), (long)row["instances"], (long)row["bytes"], row.Time("last")))[0];

    private static EvictionCandidate Read(SqliteDataReader row) => new(Id(row), row.Int("revision"), row.Int("kept_from"), []);

    private static Guid Id(SqliteDataReader row) => Guid.Parse(row.Text("case_id")!, CultureInfo.InvariantCulture);
}
