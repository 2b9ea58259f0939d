using System.Text.Json;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync;

/// <summary>Puts the anonymised report of a result into the outbox, in the transaction that stores the result.</summary>
public sealed class CaseReports(Outbox outbox, SiteSecret secret, TimeProvider time)
{
    /// <summary>After every alarm: no urgency was computed.</summary>
    private const int WithoutPriority = 9;

    /// <summary>The report's priority is the case's: an urgent case passes every calmer one that waits.</summary>
    public EnqueueOutcome Enqueue(SqliteConnection transaction, CaseResult result, string studyInstanceUid)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var report = ReportAllowList.From(result, id, CaseKey.Of(secret, studyInstanceUid));
        return outbox.Enqueue(transaction, new(
            id,
            Topics.ResultKind,
            CaseReport.SchemaId,
            result.Priority?.Level ?? WithoutPriority,
            JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.CaseReport),
            result.CaseId.ToString()));
    }
}
