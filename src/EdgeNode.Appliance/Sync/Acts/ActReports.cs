using System.Text.Json;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Appliance.Sync.Drift;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Acts;

/// <summary>Puts an anonymised act into the outbox, in the transaction that records it.</summary>
public sealed class ActReports(Outbox outbox, CropRequests crops, SiteSecret secret, TimeProvider time)
{
    /// <exception cref="InvalidOperationException">The case is not there.</exception>
    public void Enqueue(SqliteConnection transaction, ActFacts act)
    {
        var (study, lastSlice) = transaction.Query(
            "SELECT study_uid, last_instance FROM cases WHERE case_id = $id",
            row => (row.Text("study_uid")!, row.Time("last_instance")!.Value),
            ("$id", act.CaseId.ToString())) is [var found] ? found : throw new InvalidOperationException("An act on a case that is not there.");
        var id = Guid.CreateVersion7(time.GetUtcNow());
        if (ActAllowList.From(act, secret, id, CaseKey.Of(secret, study)) is not { } told)
            return;
        var alarm = AlarmStore.Find(transaction, act.CaseId);
        told = told with
        {
            SecondsSinceLastSlice = Seconds(alarm?.LastInstance ?? lastSlice, act.At),
            SecondsSinceAlarm = alarm is null ? null : Seconds(alarm.Raised, act.At),
        };
        var payload = JsonSerializer.SerializeToUtf8Bytes(told, ContractsJson.Default.FeedbackAct);
        outbox.Enqueue(transaction, new(id, Topics.FeedbackKind, FeedbackAct.SchemaId, Lanes.Feedback, payload, act.CaseId.ToString()));
        VerdictCounts.Add(transaction, told, act.At);
        crops.Want(transaction, act.CaseId, told);
    }

    private static double Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Round((to - from).TotalSeconds, 1);
}
