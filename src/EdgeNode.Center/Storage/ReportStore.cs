using System.Data.Common;
using System.Globalization;
using EdgeNode.Center.Collecting;

namespace EdgeNode.Center.Storage;

/// <summary>What a batch became: facts stored, facts that were here already, messages set aside.</summary>
public readonly record struct BatchOutcome(int Stored, int Duplicates, int Quarantined);

/// <summary>Writes a batch in one transaction. When it returns, the batch is on disk; when it throws, nothing of it is.</summary>
public sealed class ReportStore(CenterDatabase database, TimeProvider time)
{
    private const int Attempts = 3;

    /// <exception cref="DbException">The disk or server refuses: nothing may be acknowledged.</exception>
    public BatchOutcome Commit(IReadOnlyList<Arrival> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return CommitOnce(batch);
            }
            catch (DbException busy) when (busy.IsTransient && attempt < Attempts)
            {
                // Two collectors met in the same rows, or the server was restarted: once more, on a new connection.
                database.RenewWriter();
            }
            catch (DbException)
            {
                database.RenewWriter();
                throw;
            }
        }
    }

    private BatchOutcome CommitOnce(IReadOnlyList<Arrival> batch)
    {
        var now = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var connection = database.Writer;
        using var transaction = connection.BeginTransaction();
        var (stored, duplicates, quarantined) = (0, 0, 0);
        foreach (var arrival in batch)
        {
            switch (arrival)
            {
                case FactArrival fact when Insert(connection, fact, now) == 1:
                    Projections.Draw(connection, fact, now);
                    stored++;
                    break;
                case FactArrival:
                    duplicates++;
                    break;
                case PoisonArrival poison:
                    quarantined += Quarantine(connection, poison, now);
                    break;
                case StateArrival state:
                    Record(connection, state, now);
                    break;
                case HeartbeatArrival heartbeat:
                    Record(connection, heartbeat, now);
                    break;
            }
        }

        transaction.Commit();
        return new(stored, duplicates, quarantined);
    }

    private static int Insert(DbConnection connection, FactArrival arrival, string now) => connection.Run(
        """
        INSERT INTO facts (id, node, epoch, seq, kind, case_key, revision, schema, payload, received)
        VALUES (@id, @node, @epoch, @seq, @kind, @case, @revision, @schema, @payload, @now) ON CONFLICT (id) DO NOTHING
        """,
        ("@id", arrival.Id.ToString()),
        ("@node", arrival.Node),
        ("@epoch", arrival.Epoch),
        ("@seq", arrival.Sequence),
        ("@kind", arrival.Kind),
        ("@case", arrival.CaseKey),
        ("@revision", arrival.Revision),
        ("@schema", arrival.Schema),
        ("@payload", arrival.Payload),
        ("@now", now));

    private static int Quarantine(DbConnection connection, PoisonArrival arrival, string now) => connection.Run(
        """
        INSERT INTO quarantine (key, node, topic, reason, payload, received)
        VALUES (@key, @node, @topic, @reason, @payload, @now) ON CONFLICT (key) DO NOTHING
        """,
        ("@key", arrival.Key),
        ("@node", arrival.Node),
        ("@topic", arrival.Topic),
        ("@reason", arrival.Reason),
        ("@payload", arrival.Payload),
        ("@now", now));

    /// <summary>A death counts only for the session that it belongs to; a birth always counts, since a new database counts from one again.</summary>
    private static void Record(DbConnection connection, StateArrival arrival, string now) => connection.Run(
        """
        INSERT INTO sites (node, online, bd_seq, software, unsent, last_change) VALUES (@node, @online, @bdSeq, @software, @unsent, @now)
        ON CONFLICT (node) DO UPDATE SET
          online = excluded.online, bd_seq = excluded.bd_seq, software = excluded.software,
          unsent = coalesce(excluded.unsent, sites.unsent), last_change = excluded.last_change
        WHERE excluded.online = 1 OR excluded.bd_seq >= sites.bd_seq
        """,
        ("@node", arrival.Node),
        ("@online", arrival.State.Online ? 1 : 0),
        ("@bdSeq", (int)arrival.State.BdSeq),
        ("@software", arrival.State.Software),
        ("@unsent", arrival.State.Unsent),
        ("@now", now));

    private static void Record(DbConnection connection, HeartbeatArrival arrival, string now) => connection.Run(
        """
        INSERT INTO sites (node, online, bd_seq, software, unsent, oldest_s, last_beat, last_change)
        VALUES (@node, 1, @bdSeq, @software, @unsent, @oldest, @now, @now)
        ON CONFLICT (node) DO UPDATE SET unsent = excluded.unsent, oldest_s = excluded.oldest_s, last_beat = excluded.last_beat
        """,
        ("@node", arrival.Node),
        ("@bdSeq", (int)arrival.Heartbeat.BdSeq),
        ("@software", arrival.Heartbeat.Software),
        ("@unsent", arrival.Heartbeat.Unsent),
        ("@oldest", (int?)arrival.Heartbeat.OldestUnsentSeconds),
        ("@now", now));
}
