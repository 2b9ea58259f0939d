using System.Text.Json;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>Reads cases as the kiosk shows them.</summary>
public sealed class CaseQueries(Database database, AnalysisProgress progress, CaseReview review, TimeProvider time)
{
    private const string Rows =
        """
        SELECT c.*, r.json, r.analysed,
          (SELECT count(*) FROM instances i WHERE i.case_id = c.case_id) AS instances,
          (SELECT evicted FROM evictions e WHERE e.case_id = c.case_id AND e.revision = c.revision) AS evicted,
          f.own_priority, CASE WHEN f.revision = c.revision THEN f.priority END AS reviewed
        FROM cases c
        LEFT JOIN results r ON r.case_id = c.case_id AND r.revision = c.revision
        LEFT JOIN case_feedback f ON f.case_id = c.case_id
        """;

    public IReadOnlyList<CaseRow> All() => database
        .Read(connection =>
        {
            var alarms = AlarmStore.All(connection);
            return connection.Query(Rows, reader => Read(reader, alarms.GetValueOrDefault));
        })
        .OrderBy(row => row.Urgency)
        .ThenBy(row => row.LastInstance)
        .ToList();

    public IReadOnlyList<AlarmInterval> Intervals() => database.Read(connection => AlarmTimes.Of(connection, time.GetUtcNow()));

    public CaseRow? Row(Guid id) => database.Read(connection => Row(connection, id));

    public CaseDetail? Detail(Guid id) => database.Read(connection =>
    {
        if (Row(connection, id) is not { } row)
        {
            return null;
        }

        var results = connection.Query(
            "SELECT json, analysed FROM results WHERE case_id = $id ORDER BY revision",
            reader => (Result: Parse(reader.Text("json")!), Analysed: reader.Time("analysed")!.Value),
            ("$id", id.ToString()));
        var history = results.Select(r => Entry(r.Result, r.Analysed, row)).ToList();
        var present = results.LastOrDefault(r => r.Result.Revision == row.Revision).Result;
        var acts = ActLedger.Of(connection, id);
        var withdrawn = FeedbackFold.Withdrawn(acts);
        return new CaseDetail(row, present, history, Receipt(connection, id))
        {
            Acts = [.. acts.Select(act => CaseAct.Of(act, withdrawn))],
            Feedback = review.Of(acts, row.Revision, row.State == CaseState.Analysed ? present : null),
        };
    });

    private CaseRow? Row(SqliteConnection connection, Guid id) =>
        connection.Query(Rows + " WHERE c.case_id = $id", reader => Read(reader, alarmed => AlarmStore.Find(connection, alarmed)), ("$id", id.ToString())).SingleOrDefault();

    private CaseRow Read(SqliteDataReader reader, Func<Guid, Alarm?> alarmOf)
    {
        var record = CaseRecord.Read(reader);
        var result = record.State == CaseState.Analysed && reader.Text("json") is { } json ? Parse(json) : null;
        var reviewed = result is not null && reader.Text("reviewed") is { } judged ? JsonSerializer.Deserialize(judged, ContractsJson.Default.CasePriority) : null;
        var priority = reviewed ?? result?.Priority;
        return new()
        {
            Id = record.Id,
            Revision = record.Revision,
            State = record.State,
            Reason = record.Reason,
            Priority = priority?.Level,
            ReasonCodes = priority?.Reasons.Select(reason => reason.Code).Distinct().ToList() ?? [],
            ProposedPriority = result?.Priority?.Level,
            Reviewed = reviewed is not null,
            OwnPriority = (int?)(reader["own_priority"] as long?),
            PatientName = record.PatientName,
            PatientId = record.PatientId,
            StudyTime = record.StudyTime,
            LastInstance = record.LastInstance,
            Instances = reader.Int("instances"),
            ImagesRemoved = reader.Time("evicted"),
            Progress = record.State == CaseState.Analysing ? progress.Of(record.Id) : null,
            Alarm = alarmOf(record.Id) is { } alarm ? AlarmState.Of(alarm) : null,
            Nodes = result is null ? null : Count(result.Nodes),
            ModelVersion = result?.Model?.Version,
        };
    }

    private static RevisionEntry Entry(CaseResult result, DateTimeOffset analysed, CaseRow row) => new(result.Revision, result.State, analysed)
    {
        Superseded = result.Revision != row.Revision,
        Priority = result.Priority?.Level,
        ModelVersion = result.Model?.Version,
        RulesVersion = result.Priority?.RulesVersion,
    };

    private static NodeCounts Count(IReadOnlyList<NodeFinding> nodes) => new(
        nodes.Count(node => node.Label == NodeClass.Negative),
        nodes.Count(node => node.Label == NodeClass.Positive),
        nodes.Count(node => node.Label == NodeClass.Ene));

    private static ReceiptState Receipt(SqliteConnection connection, Guid id)
    {
        var unsent = (long)connection.Scalar("SELECT count(*) FROM outbox WHERE case_id = $id", ("$id", id.ToString()))!;
        var receipted = connection.Query(
            "SELECT max(receipted) AS receipted FROM receipts WHERE case_id = $id", reader => reader.Time("receipted"), ("$id", id.ToString()))[0];
        return new(unsent == 0 && receipted is not null, unsent == 0 ? receipted : null);
    }

    private static CaseResult Parse(string json) => JsonSerializer.Deserialize(json, ContractsJson.Default.CaseResult)!;
}
