using System.Data.Common;
using EdgeNode.Center.Collecting;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Storage;

/// <summary>What a batch became: facts stored, facts that were here already, messages set aside.</summary>
/// <param name="Unstorable">Why a message could not be stored that should have been; null where none was.</param>
public readonly record struct BatchOutcome(int Stored, int Duplicates, int Quarantined, string? Unstorable = null)
{
    internal BatchOutcome With(BatchOutcome other) =>
        new(Stored + other.Stored, Duplicates + other.Duplicates, Quarantined + other.Quarantined, Unstorable ?? other.Unstorable);
}

/// <summary>
/// Writes a batch in one transaction. When it returns, the batch is on disk; when it throws, nothing of it may be acknowledged. A message that
/// the tables cannot hold is searched for by halves and set aside: it would come again for ever, and nothing else with it.
/// </summary>
public sealed class ReportStore(CenterDatabase database, TimeProvider time)
{
    private const int Attempts = 3;

    /// <exception cref="DbException">The disk or server refuses: nothing may be acknowledged.</exception>
    public BatchOutcome Commit(IReadOnlyList<Arrival> batch)
    {
        try
        {
            return CommitWhole(batch);
        }
        catch (Exception refused) when (Refusals.IsOfAMessage(refused))
        {
            if (batch.Count <= 1)
                return (batch.Count == 0 ? default : SetAside(batch[0])) with { Unstorable = Refusals.Kind(refused) };
            var half = batch.Count / 2;
            return Commit([.. batch.Take(half)]).With(Commit([.. batch.Skip(half)]));
        }
    }

    /// <summary>A state or heartbeat is left out: the next one takes its place.</summary>
    private BatchOutcome SetAside(Arrival culprit) => culprit switch
    {
        FactArrival fact => CommitWhole([new PoisonArrival(fact.Id.ToString(), fact.Id, fact.Node, fact.Epoch, Topics.Up(fact.Node, fact.Kind), "UNSTORABLE", fact.Payload)]),
        PoisonArrival poison => CommitWhole([poison with { Topic = "", Payload = [] }]),
        _ => default,
    };

    private BatchOutcome CommitWhole(IReadOnlyList<Arrival> batch)
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
            catch
            {
                database.RenewWriter();
                throw;
            }
        }
    }

    private BatchOutcome CommitOnce(IReadOnlyList<Arrival> batch)
    {
        var now = time.GetUtcNow().ToStored();
        var connection = database.Writer;
        using var transaction = connection.BeginTransaction();
        var facts = batch.OfType<FactArrival>().ToList();
        var isNew = connection.RunAll([.. facts.Select(fact => Insert(fact, now))]);
        var drawn = facts.Zip(isNew).Where(pair => pair.Second == 1).SelectMany(pair => Projections.Draw(pair.First, now)).ToList();
        connection.RunAll(drawn);
        var quarantined = connection.RunAll([.. batch.OfType<PoisonArrival>().Select(poison => Quarantine(poison, now))]).Sum();

        // Births, deaths and heartbeats in the order of their coming: the last word of a box counts.
        connection.RunAll([.. batch.Select(arrival => State(arrival, now)).OfType<Statement>()]);
        transaction.Commit();
        var stored = isNew.Sum();
        return new(stored, facts.Count - stored, quarantined);
    }

    private static Statement? State(Arrival arrival, string now) => arrival switch
    {
        StateArrival state => Record(state, now),
        HeartbeatArrival heartbeat => Record(heartbeat, now),
        _ => null,
    };

    private static Statement Insert(FactArrival arrival, string now) => new(
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

    private static Statement Quarantine(PoisonArrival arrival, string now) => new(
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
    private static Statement Record(StateArrival arrival, string now) => new(
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

    private static Statement Record(HeartbeatArrival arrival, string now) => new(
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
