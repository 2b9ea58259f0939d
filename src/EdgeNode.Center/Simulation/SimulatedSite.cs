using System.Globalization;
using System.Text.Json;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Simulation;

/// <summary>
/// What a made-up hospital has to tell: cases with nodes and alarms, what physicians say of them, telemetry, weekly sketches. The same seed
/// makes the same hospital; message ids are new. Nothing in it comes from a patient.
/// </summary>
internal sealed class SimulatedSite(string name, int seed, TimeProvider time)
{
#pragma warning disable CA5394 // A made-up hospital need not be unpredictable.
    private static readonly double[] ShortAxisEdges = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30, 40];

    private readonly Random _random = new(seed);

    public string Name => name;

    /// <summary>A case: its report, and in most the acknowledgement, the decision and some verdicts.</summary>
    public IEnumerable<SimulatedMessage> Case()
    {
        var key = Convert.ToHexStringLower(Bytes(16));
        var nodes = Enumerable.Range(1, 1 + _random.Next(8)).Select(Node).ToList();
        var level = nodes.Any(node => node is { Label: NodeClass.Ene, ShortAxisMm: > 5 }) ? 1 : nodes.Any(node => node is { Label: NodeClass.Positive, ShortAxisMm: > 10 }) ? 2 : nodes.Any(node => node.Label == NodeClass.Positive) ? 3 : 4;
        yield return Message(Topics.ResultKind, CaseReport.SchemaId, key, id => JsonSerializer.SerializeToUtf8Bytes(Report(id, key, nodes, level), ContractsJson.Default.CaseReport));
        if (level == 4)
            yield break;
        var seen = 20 + (_random.NextDouble() * 900);
        yield return Act(key, "Acknowledge", act => act with { SecondsSinceAlarm = Math.Round(seen, 1) });
        foreach (var node in nodes.Where(_ => _random.Next(3) > 0))
            yield return Act(key, "Verdict", act => Judge(act, node) with { SecondsSinceAlarm = Math.Round(seen + 60, 1) });
        if (_random.Next(12) == 0)
            yield return Act(key, "MissedNode", act => act with { Node = 1001, Class = NodeClass.Positive, ShortAxisMm = 4 + _random.Next(6), LongAxisMm = 12, Side = "left" });
        if (_random.Next(4) > 0)
            yield return Act(key, "Decide", act => act with { SecondsSinceAlarm = Math.Round(seen + 300, 1), Decision = level == 1 ? "TransferNow" : "TransferScheduled", Priority = level });
    }

    public SimulatedMessage Telemetry(DateTimeOffset hour) => Message(
        Topics.TelemetryKind,
        Contracts.Sync.Telemetry.SchemaId,
        null,
        id => JsonSerializer.SerializeToUtf8Bytes(
            new Telemetry
            {
                Id = id,
                From = hour,
                To = hour.AddHours(1),
                Software = "0.1.0",
                Model = "simulated 1",
                Provider = "CPU",
                DiskFreeFraction = Math.Round(0.3 + (0.6 * _random.NextDouble()), 3),
                Unsent = 0,
                Dropped = 0,
                Connections = 1,
                Analysed = _random.Next(5),
                Unsuitable = 0,
                Failed = 0,
                AnalysisMedianSeconds = 21.4,
                AnalysisP95Seconds = 30.2,
                TechnicalAlarms = _random.Next(20) == 0 ? ["NO_DICOM"] : [],
            },
            ContractsJson.Default.Telemetry));

    /// <summary>A week's sketch; where <paramref name="isShifted"/>, nodes are larger and alarms more.</summary>
    public SimulatedMessage Sketch(DateTimeOffset day, bool isShifted)
    {
        var (studies, grown) = (35 + _random.Next(20), isShifted ? 1.6 : 1);
        var sizes = Enumerable.Range(0, studies * 4).Select(_ => ShortAxis() * grown).ToList();
        var alarms = (int)(studies * (isShifted ? 0.7 : 0.35 + (0.1 * _random.NextDouble())));
        return Message(Topics.DriftKind, DriftSketch.SchemaId, null, id => JsonSerializer.SerializeToUtf8Bytes(
            new DriftSketch
            {
                Id = id,
                Week = string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day.UtcDateTime):0000}-W{ISOWeek.GetWeekOfYear(day.UtcDateTime):00}"),
                Sequence = 1,
                Analysed = studies,
                Unsuitable = _random.Next(3),
                Failed = 0,
                Priorities = [alarms / 5, alarms / 3, alarms - (alarms / 5) - (alarms / 3), studies - alarms],
                Classes = [studies * 3, studies * 4 / 5, studies / 5],
                ShortAxisMm = Histogram.Of(ShortAxisEdges, sizes),
                VolumeMm3 = Histogram.Of([100, 400, 1600, 6400], sizes.Select(size => size * size * size / 2)),
                NodesPerStudy = Histogram.Of([1, 2, 4, 8], Enumerable.Range(0, studies).Select(_ => (double)_random.Next(9))),
                NodeHu = Histogram.Of([0, 30, 60, 90, 120], sizes.Select(_ => 20 + (_random.NextDouble() * 100))),
                SliceMm = Histogram.Of([1.1, 2.1, 3.1], Enumerable.Range(0, studies).Select(_ => _random.Next(4) == 0 ? 3.0 : 1.5)),
                Contrast = [studies * 4 / 5, studies / 10, studies - (studies * 4 / 5) - (studies / 10)],
                Verdicts = [studies, 2 + _random.Next(4), 1 + _random.Next(3)],
                Missed = _random.Next(3),
            },
            ContractsJson.Default.DriftSketch));
    }

    private CaseReport Report(Guid id, string key, IReadOnlyList<ReportedNode> nodes, int level) => new()
    {
        Id = id,
        CaseKey = key,
        Revision = 1,
        State = CaseState.Analysed,
        Subject = new(Convert.ToHexStringLower(Bytes(16)), "2.25.1", DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), "60-69", _random.Next(2) == 0 ? "M" : "F"),
        Model = new("simulated", "1", new string('0', 64), "CPU", "fp32"),
        Scan = new([512, 512, 160], [0.488, 0.488, 1.5], 160, true),
        Nodes = nodes,
        Priority = new(level, "1", []),
        Timing = new() { QuietSeconds = 2, WaitSeconds = 0.1, AnalysisSeconds = Math.Round(15 + (_random.NextDouble() * 20), 1), AlarmSeconds = level == 4 ? null : 0 },
    };

    private ReportedNode Node(int id)
    {
        var (size, draw) = (Math.Round(ShortAxis(), 1), _random.Next(10));
        var label = draw < 7 ? NodeClass.Negative : draw < 9 ? NodeClass.Positive : NodeClass.Ene;
        double Share(NodeClass one) => one == label ? 0.8 : 0.1;
        return new()
        {
            Id = id,
            Label = label,
            ClassProbabilities = [Share(NodeClass.Negative), Share(NodeClass.Positive), Share(NodeClass.Ene)],
            Side = _random.Next(2) == 0 ? "left" : "right",
            VolumeMm3 = Math.Round(size * size * size / 2),
            LongAxisMm = Math.Round(size * 1.4, 1),
            ShortAxisMm = size,
            GreatestDimensionMm = Math.Round(size * 1.6, 1),
            MeanHu = 80,
            LowDensityFraction = 0,
            Truncated = false,
            Borderline = size is > 8.5 and < 11.5,
        };
    }

    private FeedbackAct Judge(FeedbackAct act, ReportedNode node) => _random.Next(10) switch
    {
        < 8 => act with { Node = node.Id, Verdict = "Agree" },
        8 => act with { Node = node.Id, Verdict = "Reject" },
        _ => act with { Node = node.Id, Verdict = "Reclassify", Class = node.Label == NodeClass.Negative ? NodeClass.Positive : NodeClass.Negative },
    };

    private double ShortAxis() => 3 - (4 * Math.Log(1 - _random.NextDouble()));

    private SimulatedMessage Act(string key, string kind, Func<FeedbackAct, FeedbackAct> with) => Message(Topics.FeedbackKind, FeedbackAct.SchemaId, key, id => JsonSerializer.SerializeToUtf8Bytes(
        with(new()
        {
            Id = id,
            CaseKey = key,
            Revision = 1,
            ActKey = Convert.ToHexStringLower(Bytes(16)),
            Kind = kind,
            Reader = new(Convert.ToHexStringLower(Bytes(8)), "physician", "5-9", "person"),
            SecondsSinceLastSlice = 400,
        }),
        ContractsJson.Default.FeedbackAct));

    private SimulatedMessage Message(string kind, string schema, string? caseKey, Func<Guid, byte[]> payload)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        return new(id, kind, schema, caseKey, payload(id));
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394
}
