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
    private readonly Dictionary<string, Claimed> _claims = new(StringComparer.Ordinal);
    private Task _gathering = Task.CompletedTask;

    /// <summary>
    /// What an instance would be: <see cref="InstanceOutcome.Stored"/> (new, and now claimed by the caller, who ends that with <see cref="Synced"/>
    /// or <see cref="Release"/>), a repeat or a conflict, with the case where it is known. One that another association is just syncing is waited
    /// for: nobody is told that bytes are there before they are, and what did not reach the disk is new. Null: nothing more is taken for now.
    /// </summary>
    public async ValueTask<(InstanceOutcome Outcome, Guid? CaseId)?> ClaimAsync(string sopInstanceUid, string checksum)
    {
        while (true)
        {
            Task settled;
            lock (_lock)
            {
                if (!_claims.TryGetValue(sopInstanceUid, out var claimed))
                {
                    if (_rows.Find(sopInstanceUid) is { } known) return (known.Checksum == checksum ? InstanceOutcome.AlreadyThere : InstanceOutcome.Conflict, known.CaseId);
                    if (_claims.Count >= MostPending) return null;
                    _claims[sopInstanceUid] = new(checksum);
                    return (InstanceOutcome.Stored, null);
                }

                settled = claimed.Settled.Task;
                if (settled.IsCompleted) return (claimed.Checksum == checksum ? InstanceOutcome.AlreadyThere : InstanceOutcome.Conflict, null);
            }

            await settled;
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

    /// <summary>The bytes of the claimed instance are on disk: from now on it has repeats.</summary>
    public void Synced(string sopInstanceUid)
    {
        lock (_lock) _claims[sopInstanceUid].Settled.SetResult();
    }

    /// <summary>The claimed instance has its row, or did not reach the disk: then whoever waits for it claims it.</summary>
    public void Release(string sopInstanceUid)
    {
        lock (_lock)
        {
            if (_claims.Remove(sopInstanceUid, out var claimed)) claimed.Settled.TrySetResult();
        }
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

    /// <summary>An instance that an association has taken on; settled once it is known whether its bytes reached the disk.</summary>
    private sealed class Claimed(string checksum)
    {
        public string Checksum => checksum;

        public TaskCompletionSource Settled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(1006, LogLevel.Error, "The database refused the row of an instance that is safe in the spool (SQLite error {Code}); trying again")]
        public static partial void RowRefused(ILogger log, int code);
    }
}
