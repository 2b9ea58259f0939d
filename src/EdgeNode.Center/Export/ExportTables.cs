using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Export;

/// <summary>cases, nodes and acts as Parquet, sorted by site, case and revision: every fact that an analysis needs, and nothing of the day it came.</summary>
internal static class ExportTables
{
    public static async Task WriteAsync(string folder, TrainingFacts facts)
    {
        Directory.CreateDirectory(folder);
        await Cases().WriteAsync(Path.Combine(folder, "cases.parquet"), [.. facts.Cases.SelectMany(known => known.Value.Reports.Values.Select(report => (known.Key, report)))]);
        await Nodes().WriteAsync(Path.Combine(folder, "nodes.parquet"), [.. facts.Cases.SelectMany(known =>
            known.Value.Nodes.Select(node => (known.Key, node.Key.Revision, node.Value, StandingVerdicts.Of(known.Value.Acts, node.Key.Revision, known.Value.Decided).TryGetValue(node.Value.Id, out var verdict) ? verdict : (StandingVerdict?)null, known.Value.Decided.LastOrDefault(made => made.IsOf(node.Key.Revision, node.Value.Id))?.Outcome.ToString())))]);
        await Acts().WriteAsync(Path.Combine(folder, "acts.parquet"), [.. facts.Cases.SelectMany(known => known.Value.Acts.Select((act, i) => (known.Key, i + 1, act)))]);
    }

    private static ParquetTable<(CaseId Case, CaseReport Report)> Cases() => new ParquetTable<(CaseId Case, CaseReport Report)>()
        .Text("site", row => row.Case.Site)
        .Text("case_key", row => row.Case.CaseKey)
        .Whole("revision", row => row.Report.Revision)
        .Text("state", row => row.Report.State.ToString())
        .Text("reason_code", row => row.Report.ReasonCode)
        .Text("patient_key", row => row.Report.Subject?.PatientKey)
        .Text("study_date_moved", row => row.Report.Subject?.StudyDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        .Text("age_band", row => row.Report.Subject?.AgeBand)
        .Text("sex", row => row.Report.Subject?.Sex)
        .Text("model", row => row.Report.Model is { } model ? $"{model.Id} {model.Version}" : null)
        .Text("model_sha256", row => row.Report.Model?.Sha256)
        .Whole("priority", row => row.Report.Priority?.Level)
        .Text("rules_version", row => row.Report.Priority?.RulesVersion)
        .Whole("nodes", row => row.Report.Nodes.Count + row.Report.NodesOmitted)
        .Whole("slices", row => row.Report.Scan?.SliceCount)
        .Number("slice_mm", row => row.Report.Scan is { SpacingMm: [_, _, var z] } ? z : null)
        .Flag("contrast", row => row.Report.Scan?.Contrast)
        .Text("limits", row => string.Join(' ', row.Report.Limits))
        .Number("quiet_s", row => row.Report.Timing.QuietSeconds)
        .Number("wait_s", row => row.Report.Timing.WaitSeconds)
        .Number("analysis_s", row => row.Report.Timing.AnalysisSeconds)
        .Number("alarm_s", row => row.Report.Timing.AlarmSeconds);

    private static ParquetTable<(CaseId Case, int Revision, ReportedNode Node, StandingVerdict? Verdict, string? Decided)> Nodes() =>
        new ParquetTable<(CaseId Case, int Revision, ReportedNode Node, StandingVerdict? Verdict, string? Decided)>()
            .Text("site", row => row.Case.Site)
            .Text("case_key", row => row.Case.CaseKey)
            .Whole("revision", row => row.Revision)
            .Whole("node", row => row.Node.Id)
            .Text("class", row => row.Node.Label.ToString())
            .Number("p_negative", row => Share(row.Node, 0))
            .Number("p_positive", row => Share(row.Node, 1))
            .Number("p_ene", row => Share(row.Node, 2))
            .Text("side", row => row.Node.Side)
            .Number("volume_mm3", row => row.Node.VolumeMm3)
            .Number("long_axis_mm", row => row.Node.LongAxisMm)
            .Number("short_axis_mm", row => row.Node.ShortAxisMm)
            .Number("greatest_mm", row => row.Node.GreatestDimensionMm)
            .Number("mean_hu", row => row.Node.MeanHu)
            .Number("low_density", row => row.Node.LowDensityFraction)
            .Flag("truncated", row => row.Node.Truncated)
            .Flag("borderline", row => row.Node.Borderline)
            .Text("verdict", row => row.Verdict is not { } verdict ? null : verdict.Agreed ? "Agree" : verdict.IsRejected ? "Reject" : "Reclassify")
            .Text("verdict_class", row => row.Verdict?.Class?.ToString())
            .Text("adjudicated", row => row.Decided);

    private static ParquetTable<(CaseId Case, int Place, FeedbackAct Act)> Acts() => new ParquetTable<(CaseId Case, int Place, FeedbackAct Act)>()
        .Text("site", row => row.Case.Site)
        .Text("case_key", row => row.Case.CaseKey)
        .Whole("place", row => row.Place)
        .Whole("revision", row => row.Act.Revision)
        .Text("kind", row => row.Act.Kind)
        .Text("act_key", row => row.Act.ActKey)
        .Text("withdraws_key", row => row.Act.WithdrawsKey)
        .Text("reader_key", row => row.Act.Reader.Key)
        .Text("reader_role", row => row.Act.Reader.Role)
        .Text("reader_experience", row => row.Act.Reader.Experience)
        .Whole("node", row => row.Act.Node)
        .Text("verdict", row => row.Act.Verdict)
        .Text("class", row => row.Act.Class?.ToString())
        .Text("reasons", row => string.Join(' ', row.Act.Reasons))
        .Text("level", row => row.Act.Level)
        .Text("side", row => row.Act.Side)
        .Number("short_axis_mm", row => row.Act.ShortAxisMm)
        .Number("long_axis_mm", row => row.Act.LongAxisMm)
        .Text("decision", row => row.Act.Decision)
        .Whole("priority", row => row.Act.Priority)
        .Text("source", row => row.Act.Source)
        .Text("finding", row => row.Act.Finding)
        .Number("since_slice_s", row => row.Act.SecondsSinceLastSlice)
        .Number("since_alarm_s", row => row.Act.SecondsSinceAlarm)
        .Number("open_s", row => row.Act.View?.OpenSeconds)
        .Whole("slices_visited", row => row.Act.View?.SlicesVisited)
        .Flag("masks_shown", row => row.Act.View?.MasksShown)
        .Flag("saw_findings_first", row => row.Act.View?.SawFindingsFirst);

    private static double? Share(ReportedNode node, int label) => node.ClassProbabilities.Count > label ? node.ClassProbabilities[label] : null;
}
