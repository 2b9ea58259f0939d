using EdgeNode.Appliance.Storage;
using EdgeNode.Dicom.Network.Commitment;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Intake.Commitment;

/// <summary>The requests for storage commitment, durable until their peers have the report.</summary>
public sealed class CommitmentStore(Database database, TimeProvider time)
{
    private static readonly TimeSpan KeptWhenDone = TimeSpan.FromDays(30);

    /// <summary>
    /// Takes a request down; its row. The same request again means that the peer still waits: it gets the report anew. Another request under a
    /// known Transaction UID of the same peer is kept as a duplicate.
    /// </summary>
    public Task<long> AddAsync(string peer, CommitmentRequest request, CancellationToken cancel) => database.WriteAsync(connection => Add(connection, peer, request), cancel);

    /// <summary>Reports whose time has come, oldest first.</summary>
    public IReadOnlyList<PendingReport> Due() => database.Read(connection => connection.Query(
        "SELECT id, peer, received, attempts, asked FROM commitment_requests WHERE due <= $now ORDER BY id LIMIT 1000",
        row => new PendingReport((long)row["id"], row.Text("peer")!, row.Time("received")!.Value, row.Int("attempts"), row.Int("asked")),
        ("$now", time.GetUtcNow().ToStored())));

    /// <summary>What holds now of the instances that were asked about.</summary>
    public CommitmentReport Report(long id) => database.Read(connection =>
    {
        var (transaction, isDuplicate) = connection.Query(
            "SELECT transaction_uid, is_duplicate FROM commitment_requests WHERE id = $id", row => (row.Text("transaction_uid")!, row.Int("is_duplicate") != 0), ("$id", id)).Single();
        var instances = connection.Query(
            """
            SELECT asked.sop_class_uid, asked.sop_instance_uid, held.sop_class_uid AS held_class
            FROM commitment_instances asked LEFT JOIN instances held ON held.sop_instance_uid = asked.sop_instance_uid
            WHERE asked.request_id = $id ORDER BY asked.rowid
            """,
            row => (Asked: new SopReference(row.Text("sop_class_uid")!, row.Text("sop_instance_uid")!), Failure: Judge(isDuplicate, row.Text("sop_class_uid")!, row.Text("held_class"))),
            ("$id", id));
        return new CommitmentReport(
            transaction,
            [.. instances.Where(instance => instance.Failure is null).Select(instance => instance.Asked)],
            [.. instances.Where(instance => instance.Failure is not null).Select(instance => new FailedReference(instance.Asked, instance.Failure!.Value))]);
    });

    /// <summary>Has no effect on a report that its peer has asked for once more since it was <see cref="Due"/>.</summary>
    public Task PostponeAsync(IReadOnlyList<PendingReport> reports, CancellationToken cancel) => database.WriteAsync(
        connection => reports.Sum(report => connection.Execute(
            "UPDATE commitment_requests SET attempts = attempts + 1, due = $due WHERE id = $id AND asked = $asked",
            ("$due", (time.GetUtcNow() + ReportSchedule.Pause(report.Attempts + 1)).ToStored()),
            ("$id", report.Id),
            ("$asked", report.Asked))),
        cancel);

    /// <summary>Ends the wait for a report, unless its peer has asked once more since it was <see cref="Due"/>: it can do so the moment it has the first.</summary>
    /// <param name="report">What was tried.</param>
    /// <param name="outcome"><c>reported</c>, or why nobody will be told.</param>
    /// <param name="cancel">Leaves it open.</param>
    public Task EndAsync(PendingReport report, string outcome, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute("UPDATE commitment_requests SET due = NULL, outcome = $outcome WHERE id = $id AND asked = $asked", ("$outcome", outcome), ("$id", report.Id), ("$asked", report.Asked))
            + connection.Execute("DELETE FROM commitment_requests WHERE due IS NULL AND received < $old", ("$old", (time.GetUtcNow() - KeptWhenDone).ToStored())),
        cancel);

    private static CommitmentFailure? Judge(bool isDuplicate, string askedClass, string? heldClass) =>
        isDuplicate ? CommitmentFailure.DuplicateTransaction
        : heldClass is null ? CommitmentFailure.NoSuchInstance
        : heldClass != askedClass ? CommitmentFailure.ClassInstanceConflict
        : null;

    private long Add(SqliteConnection connection, string peer, CommitmentRequest request)
    {
        var due = (time.GetUtcNow() + ReportSchedule.First).ToStored();
        var known = connection.Query(
            "SELECT id FROM commitment_requests WHERE peer = $peer AND transaction_uid = $transaction", row => (long)row["id"], ("$peer", peer), ("$transaction", request.TransactionUid));
        foreach (var id in known.Where(id => Instances(connection, id).SetEquals(request.Instances)))
        {
            connection.Execute("UPDATE commitment_requests SET due = $due, attempts = 0, asked = asked + 1, received = $now, outcome = NULL WHERE id = $id", ("$due", due), ("$now", time.GetUtcNow().ToStored()), ("$id", id));
            return id;
        }

        var added = (long)connection.Scalar(
            "INSERT INTO commitment_requests (peer, transaction_uid, is_duplicate, received, due) VALUES ($peer, $transaction, $duplicate, $now, $due) RETURNING id",
            ("$peer", peer),
            ("$transaction", request.TransactionUid),
            ("$duplicate", known.Count > 0 ? 1 : 0),
            ("$now", time.GetUtcNow().ToStored()),
            ("$due", due))!;
        foreach (var instance in request.Instances)
        {
            connection.Execute(
                "INSERT INTO commitment_instances (request_id, sop_class_uid, sop_instance_uid) VALUES ($id, $class, $instance)",
                ("$id", added),
                ("$class", instance.SopClassUid),
                ("$instance", instance.SopInstanceUid));
        }

        return added;
    }

    private static HashSet<SopReference> Instances(SqliteConnection connection, long id) => [.. connection.Query(
        "SELECT sop_class_uid, sop_instance_uid FROM commitment_instances WHERE request_id = $id",
        row => new SopReference(row.Text("sop_class_uid")!, row.Text("sop_instance_uid")!),
        ("$id", id))];
}
