using System.Text.Json;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.SigningOn;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Acts;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>
/// Where every act is taken: who acts, whether they may, whether it was done before; then its effect and its row in ONE transaction. The
/// answer is given after the commit. Null means: done.
/// </summary>
public sealed class ActDesk(Database database, SignOns signOns, Readers stations, CaseChanges changes, ActReports reports, TimeProvider time)
{
    /// <param name="draft">The act.</param>
    /// <param name="sender">Who says that they act.</param>
    /// <param name="apply">The effect; changes nothing where it refuses.</param>
    /// <param name="cancel">Stops waiting for the answer, not the act.</param>
    internal async Task<ActRefusal?> CommitAsync(ActDraft draft, ActSender sender, Func<SqliteConnection, ActMoment, ActRefusal?> apply, CancellationToken cancel)
    {
        if (draft.Act == Guid.Empty)
        {
            return ActRefusals.ActMissing;
        }

        var refusal = await database.WriteAsync(connection => Take(connection, draft, sender, apply), cancel);
        if (refusal is null && draft.CaseId is { } caseId)
        {
            changes.Publish(caseId);
        }

        return refusal;
    }

    private ActRefusal? Take(SqliteConnection connection, ActDraft draft, ActSender sender, Func<SqliteConnection, ActMoment, ActRefusal?> apply)
    {
        var now = time.GetUtcNow();
        var signer = sender.Token is { } token ? signOns.Find(connection, token) : null;
        var reader = sender.Token is null ? sender.Station : signer?.Person.Code;

        // Before the question whether they may: what was done is answered alike, even when the sign-on has ended meanwhile.
        if (reader is not null && ActLedger.Look(connection, draft, reader) is not ActLedger.Outcome.New and var known)
        {
            return known == ActLedger.Outcome.Repeat ? null : MayAct(connection, draft, sender, signer) ?? ActRefusals.ActConflict;
        }

        var moment = new ActMoment(reader ?? "", now);
        if ((MayAct(connection, draft, sender, signer) ?? apply(connection, moment)) is { } refusal)
        {
            return refusal;
        }

        if (signer is not null)
        {
            SignOns.Touch(connection, sender.Token!, now);
        }

        ActLedger.Add(connection, draft, moment.Reader, signer is null ? ActVia.Station : ActVia.Person, moment.Effect, now);
        if (draft.CaseId is { } caseId)
        {
            var person = signer?.Person;
            var effect = moment.Effect is { } added ? JsonElement.Parse(added) : default;
            reports.Enqueue(connection, new(
                draft.Act, draft.Kind, caseId, moment.Reader, person?.RoleWord ?? ActVia.Station, person?.Experience, person is null ? ActVia.Station : ActVia.Person, JsonElement.Parse(draft.Content), effect, now));
        }

        return null;
    }

    private ActRefusal? MayAct(SqliteConnection connection, ActDraft draft, ActSender sender, Signer? signer)
    {
        if (sender.Token is not null)
        {
            return signer is not { IsLive: true } ? ActRefusals.SignOnRequired
                : signer.Person.Role == PersonRole.Ward && draft.Kind is not (ActKinds.Acknowledge or ActKinds.Pause) ? ActRefusals.RoleMissing
                : null;
        }

        var hasPeople = PeopleList.Any(connection);
        return !stations.MayDo(draft.Kind, hasPeople) ? hasPeople ? ActRefusals.SignOnRequired : ActRefusals.NoPeople
            : !stations.Knows(sender.Station) ? ActRefusals.ReaderUnknown
            : null;
    }
}
