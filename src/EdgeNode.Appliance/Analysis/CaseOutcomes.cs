using System.Text.Json;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Analysis;

/// <summary>
/// Ends the analysis of a case in ONE transaction: its state, its result, its alarm and its report to the centre exist together or not at
/// all. After a crash either all four are there or the analysis runs again.
/// </summary>
public sealed class CaseOutcomes(CaseStore cases, CaseReports reports, CaseReview review, Spool spool, TimeProvider time)
{
    internal const string Interrupted = "ANALYSIS_INTERRUPTED";
    internal const string Defect = "ANALYSIS_FAILED";

    /// <summary>Stores the result of a network run. The volume and mask files it stands on are synced already.</summary>
    public Task<bool> AnalysedAsync(CaseRecord analysing, CaseResult result, string maskFile, CancellationToken cancel)
    {
        var subject = SubjectOf(analysing);
        var now = time.GetUtcNow();
        return cases.MoveAsync(
            analysing,
            CaseState.Analysed,
            with: connection =>
            {
                var raised = AlarmStore.Raise(connection, analysing, review.Take(connection, analysing, result), now);
                var final = result with { Timing = result.Timing with { Alarmed = raised ? now : null } };
                Store(connection, final, maskFile, analysing.StudyUid, subject, now);
            },
            cancel: cancel);
    }

    /// <summary>No result: the case says why, on the screen, in result.json and at the centre. It has no priority.</summary>
    /// <param name="series">What became of each series, as far as it is known.</param>
    public Task<bool> GiveUpAsync(CaseRecord seen, CaseState state, CaseReason reason, ChosenSeries? series, CancellationToken cancel) =>
        GiveUpAsync(seen, state, reason, series, SubjectOf(seen), cancel);

    /// <summary>The case was begun as often as is tried and never came to an end. None of its images is touched again.</summary>
    public Task<bool> InterruptedAsync(CaseRecord seen, CancellationToken cancel) => GiveUpAsync(
        seen, CaseState.Failed, new(Interrupted, "The analysis was interrupted again and again: read the images without it and call the service."), null, SubjectReader.Of(seen, null), cancel);

    /// <summary>The analysis ended with a defect of this program.</summary>
    public Task<bool> DefectAsync(CaseRecord seen, CancellationToken cancel) => GiveUpAsync(
        seen, CaseState.Failed, new(Defect, "The analysis failed: read the images without it and call the service."), null, SubjectReader.Of(seen, null), cancel);

    private Task<bool> GiveUpAsync(CaseRecord seen, CaseState state, CaseReason reason, ChosenSeries? series, SubjectFacts subject, CancellationToken cancel)
    {
        var result = new CaseResult { CaseId = seen.Id, Revision = seen.Revision, State = state, Reason = reason, Series = series, Timing = seen.Timing };
        return cases.MoveAsync(seen, state, reason, connection => Store(connection, result, null, seen.StudyUid, subject, time.GetUtcNow()), cancel);
    }

    private void Store(SqliteConnection connection, CaseResult result, string? maskFile, string studyUid, SubjectFacts subject, DateTimeOffset now)
    {
        connection.Execute(
            """
            INSERT INTO results (case_id, revision, json, mask_file, analysed) VALUES ($id, $revision, $json, $mask, $now)
            ON CONFLICT DO UPDATE SET json = excluded.json, mask_file = excluded.mask_file, analysed = excluded.analysed
            """,
            ("$id", result.CaseId.ToString()),
            ("$revision", result.Revision),
            ("$json", JsonSerializer.Serialize(result, ContractsJson.Default.CaseResult)),
            ("$mask", maskFile),
            ("$now", now.ToStored()));
        reports.Enqueue(connection, result, studyUid, subject);
    }

    private SubjectFacts SubjectOf(CaseRecord record) => SubjectReader.Of(record, cases.Files(record.Id) is [var first, ..] ? spool.Region(first) : null);
}
