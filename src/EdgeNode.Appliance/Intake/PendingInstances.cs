using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// The rows of instances whose bytes are synced. The mark in the segment is what commits an instance: the row follows in the next group commit
/// and would be made again from the mark at start. Until it is there the instance is known here, so that a repeat or a conflict is told at once.
/// </summary>
public sealed partial class PendingInstances(CaseIntake intake, Database database, TimeProvider time, ILogger<PendingInstances> log) : IDisposable
{
    // With so many rows behind, the database is in trouble: the scanner keeps what comes now.
    private const int MostPending = 1024;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly InstanceLookup _rows = new(database);
    private readonly Dictionary<string, string> _claims = new(StringComparer.Ordinal);
    private Task _gathering = Task.CompletedTask;

    /// <summary>
    /// What an instance would be: <see cref="InstanceOutcome.Stored"/> (new, and now claimed by the caller), a repeat or a conflict, with the case
    /// where it is known. Null: nothing more is taken for now.
    /// </summary>
    public (InstanceOutcome Outcome, Guid? CaseId)? Claim(string sopInstanceUid, string checksum)
    {
        lock (_lock)
        {
            if (_claims.TryGetValue(sopInstanceUid, out var claimed)) return (claimed == checksum ? InstanceOutcome.AlreadyThere : InstanceOutcome.Conflict, null);
            if (_rows.Find(sopInstanceUid) is { } known) return (known.Checksum == checksum ? InstanceOutcome.AlreadyThere : InstanceOutcome.Conflict, known.CaseId);
            if (_claims.Count >= MostPending) return null;
            _claims[sopInstanceUid] = checksum;
            return (InstanceOutcome.Stored, null);
        }
    }

    public void Dispose()
    {
        lock (_lock) _rows.Dispose();
    }

    /// <summary>The instance is claimed and its row is not there yet.</summary>
    public bool IsPending(string sopInstanceUid)
    {
        lock (_lock) return _claims.ContainsKey(sopInstanceUid);
    }

    /// <summary>The claimed instance did not reach the disk.</summary>
    public void Release(string sopInstanceUid)
    {
        lock (_lock) _claims.Remove(sopInstanceUid);
    }

    /// <summary>Commits the row of a claimed instance, however often it takes; null when the service stopped before: the next start makes it.</summary>
    public async Task<InstanceRecorded?> CommitAsync(ReceivedInstance instance)
    {
        await GatheringAsync();
        while (!database.IsClosed)
        {
            try
            {
                var recorded = await intake.RecordAsync(instance, CancellationToken.None);
                Release(instance.SopInstanceUid);
                return recorded;
            }
            catch (SqliteException refused)
            {
                Log.RowRefused(log, refused.SqliteErrorCode);
                await Task.Delay(TryAgain, time);
            }
        }

        return null;
    }

    /// <summary>Rows that wait together share one timer and one commit, and the disk is free for the next instances' bytes meanwhile.</summary>
    private Task GatheringAsync()
    {
        lock (_lock) return _gathering.IsCompleted ? _gathering = Task.Delay(Gathering, time) : _gathering;
    }

    private static partial class Log
    {
        [LoggerMessage(1006, LogLevel.Error, "The database refused the row of an instance that is safe in the spool (SQLite error {Code}); trying again")]
        public static partial void RowRefused(ILogger log, int code);
    }
}
