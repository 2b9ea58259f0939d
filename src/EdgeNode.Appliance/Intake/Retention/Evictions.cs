using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Intake.Segments;

namespace EdgeNode.Appliance.Intake.Retention;

/// <summary>
/// Removes the images of a case: first the rows, in one transaction, then the bytes. What a crash left half done is finished at start, before
/// recovery looks for instances without a row: nothing that was removed comes back (ADR 25).
/// </summary>
internal sealed partial class Evictions(EvictionStore store, Spool spool, DerivedFiles derived, ILogger<Evictions> log)
{
    /// <summary>False when the case may not go, or lies in a segment that is still written to: later, then.</summary>
    /// <exception cref="IOException">The disk refuses; what is left to do is done at the next look.</exception>
    public async Task<bool> EvictAsync(EvictionCandidate candidate, CancellationToken cancel)
    {
        if (!candidate.Files.All(IsClosed) || !await store.EvictAsync(candidate, cancel)) return false;
        await FinishAsync(cancel);
        return true;
    }

    /// <summary>Takes everything off the disk whose rows are gone.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public async Task FinishAsync(CancellationToken cancel)
    {
        foreach (var eviction in store.Unfinished())
        {
            foreach (var file in eviction.Instances.GroupBy(instance => instance.File))
            {
                SegmentErasure.Erase(Path.Combine(spool.Folder, file.Key), file);
            }

            derived.RemoveVolumes(eviction.CaseId, eviction.Revision);
            await store.EndAsync(eviction, cancel);
            Log.Removed(log, eviction.CaseId, eviction.Instances.Count);
        }
    }

    private bool IsClosed(string file) => Path.Combine(spool.Folder, file) is var path && (!File.Exists(path) || Path.GetExtension(path) != Spool.SegmentExtension || Segment.IsSealed(path));

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Retention removed the {Instances} images of case {CaseId}; its results and acts stay")]
        public static partial void Removed(ILogger log, Guid caseId, int instances);
    }
}
