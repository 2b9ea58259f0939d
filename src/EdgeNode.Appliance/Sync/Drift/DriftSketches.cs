using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Drift;

/// <summary>One week of this site's results as counts and histograms. The bins are fixed: sites and weeks are compared bin by bin.</summary>
internal static class DriftSketches
{
    private static readonly double[] ShortAxisMm = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30, 40];
    private static readonly double[] VolumeMm3 = [50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200];
    private static readonly double[] NodesPerStudy = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];
    private static readonly double[] NodeHu = [-50, -20, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 120, 140, 170, 200];
    private static readonly double[] SliceMm = [0.4, 0.6, 0.8, 1.1, 1.6, 2.1, 2.6, 3.1, 4, 5.1];

    public static DriftSketch Of(SqliteConnection connection, IsoWeek week, Guid id, long sequence)
    {
        var results = connection.Query(
            """
            SELECT json FROM results AS r WHERE analysed >= $begin AND analysed < $end
              AND NOT EXISTS (SELECT 1 FROM results AS l WHERE l.case_id = r.case_id AND l.revision > r.revision AND l.analysed < $end)
            """,
            row => JsonSerializer.Deserialize(row.Text("json")!, ContractsJson.Default.CaseResult)!,
            ("$begin", week.Begin.ToStored()),
            ("$end", week.End.ToStored()));
        var analysed = results.Where(result => result.State == CaseState.Analysed).ToList();
        var nodes = analysed.SelectMany(result => result.Nodes).ToList();
        var (verdicts, missed) = VerdictCounts.Of(connection, week.Name);
        return new()
        {
            Id = id,
            Week = week.Name,
            Sequence = sequence,
            Analysed = analysed.Count,
            Unsuitable = results.Count(result => result.State == CaseState.Unsuitable),
            Failed = results.Count(result => result.State == CaseState.Failed),
            Priorities = [.. Enumerable.Range(1, 4).Select(level => analysed.Count(result => result.Priority?.Level == level))],
            Classes = [.. Enum.GetValues<NodeClass>().Select(label => nodes.Count(node => node.Label == label))],
            ShortAxisMm = Histogram.Of(ShortAxisMm, nodes.Select(node => node.ShortAxisMm)),
            VolumeMm3 = Histogram.Of(VolumeMm3, nodes.Select(node => node.VolumeMm3)),
            NodesPerStudy = Histogram.Of(NodesPerStudy, analysed.Select(result => (double)result.Nodes.Count)),
            NodeHu = Histogram.Of(NodeHu, nodes.Select(node => node.MeanHu)),
            SliceMm = Histogram.Of(SliceMm, analysed.Where(result => result.Geometry is { SpacingMm.Count: 3 }).Select(result => result.Geometry!.SpacingMm[2])),
            Contrast =
            [
                analysed.Count(result => ReportAllowList.Contrast(result) == true),
                analysed.Count(result => ReportAllowList.Contrast(result) == false),
                analysed.Count(result => ReportAllowList.Contrast(result) is null),
            ],
            Verdicts = verdicts,
            Missed = missed,
        };
    }
}
