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
    internal const string Escalate = "Escalate";
    private const string Box = "box";

    /// <exception cref="InvalidOperationException">The case is not there.</exception>
    public void Enqueue(SqliteConnection transaction, ActFacts act)
    {
        var key = Key(transaction, act.CaseId) ?? throw new InvalidOperationException("An act on a case that is not there.");
        if (ActAllowList.From(act, secret, Guid.CreateVersion7(time.GetUtcNow()), key) is not { } told)
            return;
        Enqueue(transaction, told, act.CaseId, act.At);
        crops.Want(transaction, act.CaseId, told);
    }

    /// <summary>
    /// An alarm that nobody acknowledged was passed on: the box's own act, in the transaction of the step. Where the case is gone nothing is
    /// told: a message must never hold up the step.
    /// </summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="alarm">As it stands.</param>
    /// <param name="target">Whom it was passed on to, <c>device</c> or <c>centre</c>.</param>
    /// <param name="at">When.</param>
    public void EnqueueEscalation(SqliteConnection transaction, Alarm alarm, string target, DateTimeOffset at)
    {
        if (Key(transaction, alarm.CaseId) is not { } key)
            return;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var told = new FeedbackAct
        {
            Id = id,
            CaseKey = key,
            Revision = alarm.Revision,
            ActKey = Pseudonyms.Act(secret, id),
            Kind = Escalate,
            Reader = new(Pseudonyms.Person(secret, Box), Box, null, Box),
            Reasons = [AllowedText.Code(target.ToUpperInvariant())],
        };
        Enqueue(transaction, told, alarm.CaseId, at);
    }

    private void Enqueue(SqliteConnection transaction, FeedbackAct told, Guid caseId, DateTimeOffset at)
    {
        var lastSlice = transaction.Query("SELECT last_instance FROM cases WHERE case_id = $id", row => row.Time("last_instance")!.Value, ("$id", caseId.ToString())).Single();
        var alarm = AlarmStore.Find(transaction, caseId);
        told = told with
        {
            SecondsSinceLastSlice = Seconds(alarm?.LastInstance ?? lastSlice, at),
            SecondsSinceAlarm = alarm is null ? null : Seconds(alarm.Raised, at),
        };
        var payload = JsonSerializer.SerializeToUtf8Bytes(told, ContractsJson.Default.FeedbackAct);
        outbox.Enqueue(transaction, new(told.Id, Topics.FeedbackKind, FeedbackAct.SchemaId, Lanes.Feedback, payload, caseId.ToString()));
        VerdictCounts.Add(transaction, told, at);
    }

    private string? Key(SqliteConnection transaction, Guid caseId) =>
        transaction.Query("SELECT study_uid FROM cases WHERE case_id = $id", row => row.Text("study_uid")!, ("$id", caseId.ToString())) is [var study]
            ? CaseKey.Of(secret, study) : null;

    private static double Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Round((to - from).TotalSeconds, 1);
}
