using EdgeNode.Center.Collecting;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Storage;

/// <summary>Draws the tables that the page and the export read from a fact, in the fact's transaction.</summary>
internal static class Projections
{
    public static IEnumerable<Statement> Draw(FactArrival fact, string now) => fact.Content switch
    {
        CaseReport report => [Report(fact, report, now), .. Nodes(fact.Node, report.CaseKey, report.Revision, report.Nodes)],
        NodeTable table => Nodes(fact.Node, table.CaseKey, table.Revision, table.Nodes),
        FeedbackAct act => [Act(fact.Node, act, now)],
        NodeCrop crop => [Crop(fact.Node, crop, now)],
        DriftSketch sketch =>
        [
            new(
                """
                INSERT INTO sketches (node, week, sequence, payload, received) VALUES (@node, @week, @sequence, @payload, @now)
                ON CONFLICT (node, week) DO UPDATE SET sequence = excluded.sequence, payload = excluded.payload, received = excluded.received
                WHERE excluded.sequence > sketches.sequence
                """,
                ("@node", fact.Node), ("@week", sketch.Week), ("@sequence", sketch.Sequence), ("@payload", fact.Payload), ("@now", now)),
        ],
        Telemetry telemetry =>
        [
            new(
                "INSERT INTO telemetry (id, node, payload, received) VALUES (@id, @node, @payload, @now)",
                ("@id", telemetry.Id.ToString()), ("@node", fact.Node), ("@payload", fact.Payload), ("@now", now)),
        ],
        _ => [],
    };

    private static Statement Report(FactArrival fact, CaseReport report, string now) => new(
        """
        INSERT INTO reports (id, node, case_key, revision, state, level, nodes, alarm_s, received)
        VALUES (@id, @node, @case, @revision, @state, @level, @nodes, @alarm, @now)
        """,
        ("@id", report.Id.ToString()),
        ("@node", fact.Node),
        ("@case", report.CaseKey),
        ("@revision", report.Revision),
        ("@state", report.State.ToString()),
        ("@level", report.Priority?.Level),
        ("@nodes", report.Nodes.Count + report.NodesOmitted),
        ("@alarm", AlarmAfterLastSlice(report.Timing)),
        ("@now", now));

    /// <summary>T0 to T1; null where no alarm was raised.</summary>
    private static double? AlarmAfterLastSlice(ReportedTiming timing) =>
        timing is { QuietSeconds: { } quiet, WaitSeconds: { } wait, AnalysisSeconds: { } analysis, AlarmSeconds: { } alarm } ? quiet + wait + analysis + alarm : null;

    /// <summary>A revision that was analysed again has its rows anew.</summary>
    private static IEnumerable<Statement> Nodes(string site, string caseKey, int revision, IReadOnlyList<ReportedNode> nodes) => nodes.Select(node => new Statement(
        """
        INSERT INTO nodes (node, case_key, revision, number, label, side, short_axis_mm, long_axis_mm, volume_mm3, p_negative, p_positive, p_ene, borderline)
        VALUES (@node, @case, @revision, @number, @label, @side, @short, @long, @volume, @p1, @p2, @p3, @borderline)
        ON CONFLICT (node, case_key, revision, number) DO UPDATE SET label = excluded.label, side = excluded.side,
          short_axis_mm = excluded.short_axis_mm, long_axis_mm = excluded.long_axis_mm, volume_mm3 = excluded.volume_mm3,
          p_negative = excluded.p_negative, p_positive = excluded.p_positive, p_ene = excluded.p_ene, borderline = excluded.borderline
        """,
        ("@node", site),
        ("@case", caseKey),
        ("@revision", revision),
        ("@number", node.Id),
        ("@label", node.Label.ToString()),
        ("@side", node.Side),
        ("@short", node.ShortAxisMm),
        ("@long", node.LongAxisMm),
        ("@volume", node.VolumeMm3),
        ("@p1", Share(node, 0)),
        ("@p2", Share(node, 1)),
        ("@p3", Share(node, 2)),
        ("@borderline", node.Borderline ? 1 : 0)));

    private static Statement Crop(string site, NodeCrop crop, string now) => new(
        """
        INSERT INTO crops (node, case_key, revision, number, version, image, labels, numbers, why, received)
        VALUES (@node, @case, @revision, @number, @version, @image, @labels, @numbers, @why, @now)
        ON CONFLICT (node, case_key, revision, number) DO UPDATE SET version = excluded.version, image = excluded.image,
          labels = excluded.labels, numbers = excluded.numbers, why = excluded.why, received = excluded.received
        WHERE excluded.version > crops.version
        """,
        ("@node", site),
        ("@case", crop.CaseKey),
        ("@revision", crop.Revision),
        ("@number", crop.Node),
        ("@version", crop.Version),
        ("@image", crop.Image.Sha256),
        ("@labels", crop.Labels.Sha256),
        ("@numbers", crop.Numbers.Sha256),
        ("@why", string.Join(' ', crop.Why)),
        ("@now", now));

    private static double? Share(ReportedNode node, int label) => node.ClassProbabilities.Count > label ? node.ClassProbabilities[label] : null;

    private static Statement Act(string site, FeedbackAct act, string now) => new(
        """
        INSERT INTO acts (id, node, case_key, revision, kind, act_key, withdraws_key, reader, role, number, verdict, class, reasons, short_axis_mm,
          decision, priority, since_slice_s, since_alarm_s, received)
        VALUES (@id, @node, @case, @revision, @kind, @act, @withdraws, @reader, @role, @number, @verdict, @class, @reasons, @short,
          @decision, @priority, @slice, @alarm, @now)
        """,
        ("@id", act.Id.ToString()),
        ("@node", site),
        ("@case", act.CaseKey),
        ("@revision", act.Revision),
        ("@kind", act.Kind),
        ("@act", act.ActKey),
        ("@withdraws", act.WithdrawsKey),
        ("@reader", act.Reader.Key),
        ("@role", act.Reader.Role),
        ("@number", act.Node),
        ("@verdict", act.Verdict),
        ("@class", act.Class?.ToString()),
        ("@reasons", string.Join(' ', act.Reasons)),
        ("@short", act.ShortAxisMm),
        ("@decision", act.Decision),
        ("@priority", act.Priority),
        ("@slice", act.SecondsSinceLastSlice),
        ("@alarm", act.SecondsSinceAlarm),
        ("@now", now));
}
