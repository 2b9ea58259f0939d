using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Facts on their way to the centre, in the same database and the same transaction as the facts themselves. A row leaves only when the
/// centre says that it has committed it, and leaves a row in <c>receipts</c>.
/// </summary>
/// <param name="database">The appliance's.</param>
/// <param name="time">When rows were made.</param>
/// <param name="sendsCrops">The site sends crops: those that are on their way count as unsent.</param>
public sealed class Outbox(Database database, TimeProvider time, bool sendsCrops = false) : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Raised after rows have left on a receipt, with the cases they were about.</summary>
    public event Action<IReadOnlyList<string>>? CasesReceipted;

    /// <summary>Adds a message inside the caller's transaction: it exists if and only if the caller's facts do.</summary>
    public EnqueueOutcome Enqueue(SqliteConnection transaction, OutboxMessage message)
    {
        if (message.Payload.Length > MessageSize.LargestPayload)
            return EnqueueOutcome.TooLarge;
        if (message.Slot is not null)
            transaction.Execute("DELETE FROM outbox WHERE slot = $slot", ("$slot", message.Slot));

        // A case keeps its order: what waits of it goes along in the faster lane.
        transaction.Execute(
            "UPDATE outbox SET priority = $priority WHERE case_id = $case AND priority > $priority", ("$case", message.CaseId), ("$priority", message.Priority));
        transaction.Execute(
            """
            INSERT INTO outbox (id, kind, schema, priority, payload, created, case_id, droppable, slot)
            VALUES ($id, $kind, $schema, $priority, $payload, $created, $case, $droppable, $slot)
            """,
            ("$id", message.Id.ToString()),
            ("$kind", message.Kind),
            ("$schema", message.Schema),
            ("$priority", message.Priority),
            ("$payload", message.Payload),
            ("$created", time.GetUtcNow().ToStored()),
            ("$case", message.CaseId),
            ("$droppable", message.Droppable ? 1 : 0),
            ("$slot", message.Slot));
        Wake();
        return EnqueueOutcome.Enqueued;
    }

    /// <summary>Takes rows out that the centre has committed. Ids that are not here (a second receipt) are passed over.</summary>
    public async Task RemoveAsync(IReadOnlyList<Guid> receipted, CancellationToken cancel = default)
    {
        var cases = await database.WriteAsync(connection => receipted.SelectMany(id => Remove(connection, id)).Distinct().ToList(), cancel);
        Wake();
        CasesReceipted?.Invoke(cases);
    }

    /// <summary>
    /// Messages without a receipt, and crops whose message is not here yet because their files have not all gone. A crop that is held waits for
    /// a person or for more patients, not for the line, and is no part of it (<c>edgenode crops list</c> names it).
    /// </summary>
    public OutboxBacklog Backlog() => database.Read(connection => connection.Query(
        """
        SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM crops WHERE $crops AND state IN ($wanted, $ready)) AS n,
          (SELECT created FROM outbox ORDER BY seq LIMIT 1) AS message, (SELECT min(created) FROM crops WHERE $crops AND state IN ($wanted, $ready)) AS crop
        """,
        row => new OutboxBacklog(row.Int("n"), new[] { row.Time("message"), row.Time("crop") }.Min()),
        ("$crops", sendsCrops),
        ("$wanted", CropStates.Wanted),
        ("$ready", CropStates.Ready))[0]);

    public void Dispose() => _wake.Dispose();

    /// <summary>
    /// The next rows to go: lowest priority number first, then oldest first; of a case only its oldest. Order within a case needs that: two
    /// messages on their way at once may reach two collectors.
    /// </summary>
    internal List<OutboxEntry> Pending(int limit) => database.Read(connection => connection.Query(
        """
        SELECT seq, id FROM outbox AS o
        WHERE case_id IS NULL OR NOT EXISTS (SELECT 1 FROM outbox AS e WHERE e.case_id = o.case_id AND e.seq < o.seq)
        ORDER BY priority, seq LIMIT $limit
        """,
        row => new OutboxEntry((long)row["seq"], Guid.Parse((string)row["id"])),
        ("$limit", limit)));

    /// <summary>A row with its payload, or null when a receipt has taken it out meanwhile.</summary>
    internal OutboxRow? Load(OutboxEntry entry) => database.Read(connection => connection.Query(
        "SELECT kind, schema, payload FROM outbox WHERE seq = $seq",
        row => new OutboxRow(entry.Sequence, entry.Id, (string)row["kind"], (string)row["schema"], (byte[])row["payload"]),
        ("$seq", entry.Sequence))).FirstOrDefault();

    /// <summary>
    /// Ends when something may have changed, or after <paramref name="longest"/>. The wake-up comes from inside a transaction and can be a
    /// moment early, so the pause is what the sender relies on.
    /// </summary>
    internal Task WaitForChangeAsync(TimeSpan longest, CancellationToken cancel) => _wake.WaitAsync(longest, cancel);

    internal void Wake()
    {
        lock (_wake)
        {
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    private IEnumerable<string> Remove(SqliteConnection connection, Guid id)
    {
        var removed = connection.Query(
            "DELETE FROM outbox WHERE id = $id RETURNING kind, case_id",
            row => (Kind: (string)row["kind"], Case: row.Text("case_id")),
            ("$id", id.ToString()));
        foreach (var (kind, caseId) in removed)
        {
            connection.Execute(
                "INSERT INTO receipts (id, kind, case_id, receipted) VALUES ($id, $kind, $case, $now) ON CONFLICT DO NOTHING",
                ("$id", id.ToString()),
                ("$kind", kind),
                ("$case", caseId),
                ("$now", time.GetUtcNow().ToStored()));
            if (caseId is not null)
                yield return caseId;
        }
    }
}
