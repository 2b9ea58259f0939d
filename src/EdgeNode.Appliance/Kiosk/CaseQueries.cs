using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>Reads cases as the kiosk shows them.</summary>
public sealed class CaseQueries(Database database, AnalysisProgress progress)
{
    private const string Rows =
        """
        SELECT c.*, r.json, r.analysed, a.raised, a.acknowledged,
          (SELECT count(*) FROM instances i WHERE i.case_id = c.case_id) AS instances
        FROM cases c
        LEFT JOIN results r ON r.case_id = c.case_id AND r.revision = c.revision
        LEFT JOIN alarms a ON a.case_id = c.case_id AND a.revision = c.revision
        """;

    public IReadOnlyList<CaseRow> All() => database
        .Read(connection => connection.Query(Rows, Read))
        .OrderBy(row => row.Priority ?? int.MaxValue)
        .ThenBy(row => row.LastInstance)
        .ToList();

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
        var history = results.Select(r => new RevisionEntry(r.Result.Revision, r.Result.State, r.Analysed)).ToList();
        return new CaseDetail(row, results.LastOrDefault(r => r.Result.Revision == row.Revision).Result, history, Receipt(connection, id));
    });

    private CaseRow? Row(SqliteConnection connection, Guid id) =>
        connection.Query(Rows + " WHERE c.case_id = $id", Read, ("$id", id.ToString())).SingleOrDefault();

    private CaseRow Read(SqliteDataReader reader)
    {
        var record = CaseRecord.Read(reader);
        var result = record.State == CaseState.Analysed && reader.Text("json") is { } json ? Parse(json) : null;
        return new()
        {
            Id = record.Id,
            Revision = record.Revision,
            State = record.State,
            Reason = record.Reason,
            Priority = result?.Priority?.Level,
            ReasonCodes = result?.Priority?.Reasons.Select(reason => reason.Code).Distinct().ToList() ?? [],
            PatientName = record.PatientName,
            PatientId = record.PatientId,
            StudyTime = record.StudyTime,
            LastInstance = record.LastInstance,
            Instances = reader.Int("instances"),
            Progress = record.State == CaseState.Analysing ? progress.Of(record.Id) : null,
            Alarm = reader.Time("raised") is { } raised ? new(raised, reader.Time("acknowledged")) : null,
            Nodes = result is null ? null : Count(result.Nodes),
            ModelVersion = result?.Model?.Version,
        };
    }

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
