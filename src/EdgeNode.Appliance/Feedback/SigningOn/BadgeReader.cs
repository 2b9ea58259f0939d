using System.Globalization;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.SigningOn;

/// <summary>
/// Whose badge was read. A badge that is nobody's names nobody whom a delay could be kept for, so that all badges share one; PINs go on
/// meanwhile. It is in the database and outlives a restart.
/// </summary>
internal sealed class BadgeReader(Database database, SignOnOptions options, TimeProvider time)
{
    private const string Failures = "badge_failures";
    private const string DelayedUntil = "badge_delayed_until";

    /// <summary>The holder; else why nobody signs on.</summary>
    public async Task<(Person? Holder, SignOnOutcome? Refusal)> WhoseAsync(string badge, CancellationToken cancel)
    {
        var (salt, until) = database.Read(connection => (BadgeHash.SaltOf(connection), connection.MetaTime(DelayedUntil)));
        if (until is { } delayed && options.StillDelayed(delayed - time.GetUtcNow()) is { } wait)
        {
            return (null, SignOnOutcome.Delayed(wait));
        }

        var hash = await Task.Run(() => PinHash.Derive(badge, salt ?? new byte[PinHash.Length], PinHash.Present), cancel);
        return await database.WriteAsync<(Person?, SignOnOutcome?)>(
            connection =>
            {
                if (connection.Query("SELECT * FROM people WHERE badge_hash = $hash AND removed IS NULL", Person.Read, ("$hash", hash)) is [var holder])
                {
                    connection.Execute("DELETE FROM meta WHERE key IN ($failures, $until)", ("$failures", Failures), ("$until", DelayedUntil));
                    return (holder, null);
                }

                var failures = int.Parse(connection.Meta(Failures) ?? "0", CultureInfo.InvariantCulture) + 1;
                var delay = options.DelayAfter(failures);
                Set(connection, Failures, failures.ToString(CultureInfo.InvariantCulture));
                Set(connection, DelayedUntil, (time.GetUtcNow() + delay).ToStored());
                return (null, SignOnOutcome.Refused(delay));
            },
            cancel);
    }

    private static void Set(SqliteConnection connection, string key, string value) =>
        connection.Execute("INSERT OR REPLACE INTO meta (key, value) VALUES ($key, $value)", ("$key", key), ("$value", value));
}
