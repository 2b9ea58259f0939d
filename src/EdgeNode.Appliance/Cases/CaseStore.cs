using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Cases;

/// <summary>
/// The only owner of case state. Every move is one transaction that checks where the case is, so that two workers, or a worker and a
/// late slice, can never both win.
/// </summary>
public sealed class CaseStore(Database database, CaseChanges changes, TimeProvider time)
{
    /// <summary>
    /// Times a stage may begin with a case and not come to an end before the case is given up as <c>ANALYSIS_INTERRUPTED</c>: an image that ends or hangs
    /// the program must not do so for ever.
    /// </summary>
    public const int MostAttempts = 3;

    public IReadOnlyList<CaseRecord> InState(CaseState state) => database.Read(connection => connection.Query(
        "SELECT * FROM cases WHERE state = $state ORDER BY last_instance", CaseRecord.Read, ("$state", state.ToString())));

    public CaseRecord? Find(Guid id) => database.Read(connection => Find(connection, id));

    /// <summary>Where the case's instances lie in the spool, in order of arrival.</summary>
    public IReadOnlyList<InstanceLocation> Files(Guid id) => database.Read(connection => connection.Query(
        "SELECT file, file_offset, bytes FROM instances WHERE case_id = $id ORDER BY rowid", InstanceLocation.Read, ("$id", id.ToString())));

    /// <summary>
    /// Moves a case on if it still is where, and the revision, the caller saw; <paramref name="with"/> joins the transaction (result,
    /// alarm and outbox rows). False when the case has moved meanwhile: the caller's work is void.
    /// </summary>
    public async Task<bool> MoveAsync(CaseRecord seen, CaseState to, CaseReason? reason = null, Action<SqliteConnection>? with = null, CancellationToken cancel = default)
    {
        if (!CaseTransitions.Allows(seen.State, to))
        {
            throw new InvalidOperationException($"A case cannot move from {seen.State} to {to}.");
        }

        var moved = await database.WriteAsync(
            connection =>
            {
                if (!Update(connection, seen, to, reason))
                {
                    return false;
                }

                with?.Invoke(connection);
                return true;
            },
            cancel);
        if (moved)
        {
            changes.Publish(seen.Id);
        }

        return moved;
    }

    /// <summary>At start: what was being analysed when the box went down is queued again.</summary>
    /// <param name="isCounted">The attempt counts: it may have been what brought the box down.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task ResumeAsync(bool isCounted, CancellationToken cancel)
    {
        foreach (var interrupted in InState(CaseState.Analysing))
        {
            await (isCounted ? MoveAsync(interrupted, CaseState.Queued, cancel: cancel) : ReturnAsync(interrupted, cancel));
        }
    }

    /// <summary>Queues a case again whose analysis ended for a reason that is not the study's; the attempt does not count.</summary>
    public Task<bool> ReturnAsync(CaseRecord analysing, CancellationToken cancel) =>
        MoveAsync(analysing, CaseState.Queued, with: connection => Count(connection, analysing, -1), cancel: cancel);

    /// <summary>Counts that a stage begins with a complete case; null when the case has moved meanwhile. On disk before the stage touches an image.</summary>
    public async Task<CaseRecord?> BeginAsync(CaseRecord complete, CancellationToken cancel) =>
        await database.WriteAsync(connection => Count(connection, complete, 1), cancel) == 1 ? complete with { Attempts = complete.Attempts + 1 } : null;

    /// <summary>Takes it back: the stage ended for a reason that is not the study's.</summary>
    public Task EndAsync(CaseRecord begun, CancellationToken cancel) => database.WriteAsync(connection => Count(connection, begun, -1), cancel);

    private static int Count(SqliteConnection connection, CaseRecord seen, int step) => connection.Execute(
        "UPDATE cases SET attempts = max(0, attempts + $step) WHERE case_id = $id AND revision = $revision", ("$step", step), ("$id", seen.Id.ToString()), ("$revision", seen.Revision));

    private bool Update(SqliteConnection connection, CaseRecord seen, CaseState to, CaseReason? reason)
    {
        var stamp = to switch
        {
            CaseState.Complete => ", complete = $now",
            CaseState.Queued => ", queued = coalesce(queued, $now)" + (seen.State == CaseState.Complete ? ", attempts = 0" : ""),
            CaseState.Analysing => ", started = $now, attempts = attempts + 1",
            _ => "",
        };
        return 1 == connection.Execute(
            $"UPDATE cases SET state = $to, reason_code = $code, reason_text = $text{stamp} WHERE case_id = $id AND state = $from AND revision = $revision",
            ("$to", to.ToString()),
            ("$code", reason?.Code),
            ("$text", reason?.Text),
            ("$now", time.GetUtcNow().ToStored()),
            ("$id", seen.Id.ToString()),
            ("$from", seen.State.ToString()),
            ("$revision", seen.Revision));
    }

    /// <summary>Inside the caller's transaction.</summary>
    internal static CaseRecord? Find(SqliteConnection connection, Guid id) =>
        connection.Query("SELECT * FROM cases WHERE case_id = $id", CaseRecord.Read, ("$id", id.ToString())).SingleOrDefault();
}
