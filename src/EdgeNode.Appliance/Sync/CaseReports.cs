using System.Text.Json;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Puts the anonymised report of a result into the outbox, in the transaction that stores the result. Nodes beyond the report's limit follow
/// as pages. A report that no broker would carry is shortened and says so: nothing is left out in silence.
/// </summary>
public sealed class CaseReports(Outbox outbox, CropRequests crops, SiteSecret secret, TimeProvider time)
{
    /// <summary>Code in <c>limits</c> of a report whose nodes and reasons did not fit; all nodes follow as pages.</summary>
    public const string Shortened = "REPORT_SHORTENED";

    /// <summary>The lane is the case's priority: an urgent case passes every calmer one that waits.</summary>
    /// <exception cref="InvalidOperationException">Even the shortened report is too large: a defect. The result is then not stored either.</exception>
    public void Enqueue(SqliteConnection transaction, CaseResult result, string studyInstanceUid, SubjectFacts? subject = null)
    {
        var lane = result.Priority?.Level ?? Lanes.WithoutPriority;
        var report = ReportAllowList.From(result, NewId(), CaseKey.Of(secret, studyInstanceUid)) with
        {
            Subject = subject is null ? null : Subjects.From(secret, subject, studyInstanceUid),
        };
        var payload = Json(report);
        if (payload.Length > MessageSize.LargestPayload)
        {
            report = report with
            {
                Nodes = [],
                NodesOmitted = result.Nodes.Count,
                Priority = report.Priority is { } priority ? priority with { Reasons = [] } : null,
                Limits = [Shortened],
            };
            payload = Json(report);
        }

        Put(report.Id, Topics.ResultKind, CaseReport.SchemaId, payload);
        foreach (var page in Pages(result, report))
            Put(page.Id, Topics.NodesKind, NodeTable.SchemaId, JsonSerializer.SerializeToUtf8Bytes(page, ContractsJson.Default.NodeTable));

        crops.Want(transaction, result, studyInstanceUid, subject);

        void Put(Guid id, string kind, string schema, byte[] bytes)
        {
            if (outbox.Enqueue(transaction, new(id, kind, schema, lane, bytes, result.CaseId.ToString())) != EnqueueOutcome.Enqueued)
                throw new InvalidOperationException($"A message of {bytes.Length} bytes ({schema}) is larger than a broker carries.");
        }
    }

    /// <summary>The rows that the report does not have.</summary>
    private IEnumerable<NodeTable> Pages(CaseResult result, CaseReport report)
    {
        var told = report.Nodes.Select(node => node.Id).ToHashSet();
        var pages = result.Nodes.Where(node => !told.Contains(node.Id)).Chunk(ReportAllowList.MostNodes).ToList();
        return pages.Select((rows, i) => new NodeTable
        {
            Id = NewId(),
            CaseKey = report.CaseKey,
            Revision = report.Revision,
            Page = i + 1,
            Pages = pages.Count,
            Nodes = [.. rows.Select(ReportAllowList.Node)],
        });
    }

    private Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    private static byte[] Json(CaseReport report) => JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.CaseReport);
}
