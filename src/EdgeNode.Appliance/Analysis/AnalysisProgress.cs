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

/// <summary>How far the present stage has come, e.g. <c>tiles</c> 12 of 120; total 0 where there is nothing to count.</summary>
public sealed record StageProgress(string Stage, int Done, int Total)
{
    public const string Assembling = "assembling";
    public const string Preprocess = "preprocess";
    public const string Tiles = "tiles";
    public const string Postprocess = "postprocess";
    public const string Write = "write";
}
