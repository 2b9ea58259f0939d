using System.Text.Json;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.People;

/// <summary>Who may sign on. Managed at the box's command line while the service runs; every change stands in the record.</summary>
public sealed class PeopleList(Database database, TimeProvider time)
{
    /// <summary>Who changes the list, in the record.</summary>
    internal const string Console = "console";

    /// <summary>Everybody who may sign on, by code.</summary>
    public IReadOnlyList<Person> All() => database.Read(All);

    /// <summary>Adds somebody. Null: done; otherwise what is wrong.</summary>
    public Task<CaseReason?> AddAsync(string code, string name, PersonRole role, string? experience, string pin, CancellationToken cancel)
    {
        if ((PersonRules.Check(code, name, experience) ?? PersonRules.CheckPin(pin)) is { } wrong)
        {
            return Task.FromResult<CaseReason?>(wrong);
        }

        var hash = PinHash.Of(pin);
        return database.WriteAsync(
            connection =>
            {
                if (connection.Scalar("SELECT code FROM people WHERE code = $code COLLATE NOCASE", ("$code", code)) is string taken)
                {
                    return new CaseReason("CODE_TAKEN", $"The code {taken} is, or was, somebody's: one code names one person for ever; choose another.");
                }

                connection.Execute(
                    "INSERT INTO people (code, name, role, experience, salt, pin_hash, iterations, added) VALUES ($code, $name, $role, $experience, $salt, $hash, $iterations, $now)",
                    ("$code", code), ("$name", name), ("$role", role.ToString()), ("$experience", experience), ("$salt", hash.Salt), ("$hash", hash.Hash), ("$iterations", hash.Iterations), ("$now", time.GetUtcNow().ToStored()));
                Note(connection, ActKinds.PersonAdded, new(code, name, role.ToString(), experience));
                return (CaseReason?)null;
            },
            cancel);
    }

    /// <summary>Gives somebody a new PIN; sign-ons under the old one end, the delay too.</summary>
    public Task<CaseReason?> SetPinAsync(string code, string pin, CancellationToken cancel)
    {
        if (PersonRules.CheckPin(pin) is { } wrong)
        {
            return Task.FromResult<CaseReason?>(wrong);
        }

        var hash = PinHash.Of(pin);
        return ChangeAsync(
            code,
            ActKinds.PinSet,
            "UPDATE people SET salt = $salt, pin_hash = $hash, iterations = $iterations, failures = 0, delayed_until = NULL WHERE code = $code AND removed IS NULL",
            cancel,
            ("$salt", hash.Salt), ("$hash", hash.Hash), ("$iterations", hash.Iterations));
    }

    /// <summary>Gives somebody a badge in place of the one they had; null takes it away. Sign-ons end, the PIN stays.</summary>
    public Task<CaseReason?> SetBadgeAsync(string code, string? badge, CancellationToken cancel)
    {
        if (badge is not null && PersonRules.CheckBadge(badge) is { } wrong)
        {
            return Task.FromResult<CaseReason?>(wrong);
        }

        return database.WriteAsync(
            connection =>
            {
                var hash = badge is null ? null : BadgeHash.Of(connection, badge);
                return hash is not null && connection.Scalar("SELECT code FROM people WHERE badge_hash = $hash AND code <> $code", ("$hash", hash), ("$code", code)) is string holder
                    ? new CaseReason("BADGE_TAKEN", $"This badge is that of {holder}: one badge names one person; take it from them first.")
                    : Change(connection, code, badge is null ? ActKinds.BadgeRemoved : ActKinds.BadgeSet, "UPDATE people SET badge_hash = $hash WHERE code = $code AND removed IS NULL", ("$hash", hash));
            },
            cancel);
    }

    /// <summary>Nobody can sign on under this code any more; what they did stays under their name, and their badge can be another's.</summary>
    public Task<CaseReason?> RemoveAsync(string code, CancellationToken cancel) =>
        ChangeAsync(code, ActKinds.PersonRemoved, "UPDATE people SET removed = $now, badge_hash = NULL WHERE code = $code AND removed IS NULL", cancel);

    internal static bool Any(SqliteConnection connection) => connection.Scalar("SELECT 1 FROM people WHERE removed IS NULL LIMIT 1") is not null;

    internal static IReadOnlyList<Person> All(SqliteConnection connection) =>
        connection.Query("SELECT * FROM people WHERE removed IS NULL ORDER BY code", Person.Read);

    private Task<CaseReason?> ChangeAsync(string code, string kind, string sql, CancellationToken cancel, params (string, object?)[] values) =>
        database.WriteAsync(connection => Change(connection, code, kind, sql, values), cancel);

    private CaseReason? Change(SqliteConnection connection, string code, string kind, string sql, params (string, object?)[] values)
    {
        var now = time.GetUtcNow().ToStored();
        if (connection.Execute(sql, [("$code", code), ("$now", now), .. values]) == 0)
        {
            return new CaseReason("PERSON_UNKNOWN", $"Nobody on the list has the code {code}: see 'edgenode people list'.");
        }

        connection.Execute("UPDATE sign_ons SET ended = $now WHERE code = $code AND ended IS NULL", ("$code", code), ("$now", now));
        Note(connection, kind, new(code));
        return null;
    }

    private void Note(SqliteConnection connection, string kind, PersonNote note)
    {
        var now = time.GetUtcNow();
        var content = JsonSerializer.Serialize(note, PeopleJson.Default.PersonNote);
        ActLedger.Add(connection, new(Guid.CreateVersion7(now), kind, null, content), Console, ActVia.Console, null, now);
    }
}
