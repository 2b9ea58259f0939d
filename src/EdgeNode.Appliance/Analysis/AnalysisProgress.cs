using System.Collections.Concurrent;
using EdgeNode.Appliance.Cases;

namespace EdgeNode.Appliance.Analysis;

/// <summary>How far the running analyses have come. In memory only: after a restart they begin again.</summary>
public sealed class AnalysisProgress(CaseChanges changes)
{
    private readonly ConcurrentDictionary<Guid, StageProgress> _running = new();

    public StageProgress? Of(Guid caseId) => _running.GetValueOrDefault(caseId);

    public void Report(Guid caseId, StageProgress progress)
    {
        _running[caseId] = progress;
        changes.Publish(caseId);
    }

    public void Done(Guid caseId) => _running.TryRemove(caseId, out _);
}

/// <summary>How far the present stage has come, e.g. <c>network</c> 12 of 120 tiles.</summary>
public sealed record StageProgress(string Stage, int Done, int Total);
