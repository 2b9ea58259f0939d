using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.SigningOn;

/// <summary>
/// Signing on by code and PIN, or by badge. A token stands for a sign-on until nobody used it for a while, at the latest after some hours. Everything is
/// in the database: neither a sign-on nor the delay after a wrong PIN is forgotten at a restart.
/// </summary>
public sealed class SignOns(Database database, FeedbackOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Attempts that may wait at once: a PIN costs a tenth of a second of a processor that the analysis needs.</summary>
    private const int MostWaiting = 8;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly BadgeReader _badges = new(database, options.SignOn, time);
    private int _waiting;

    /// <summary>Checks a PIN.</summary>
    public Task<SignOnOutcome> BeginAsync(string? code, string? pin, CancellationToken cancel) => InTurnAsync(() => CheckAsync(code ?? "", pin ?? "", cancel), cancel);

    /// <summary>Checks a badge: it says who, and that they have it.</summary>
    public Task<SignOnOutcome> BeginAsync(string badge, CancellationToken cancel) => InTurnAsync(
        async () =>
        {
            var (holder, refusal) = await _badges.WhoseAsync(badge, cancel);
            return holder is null ? refusal! : await AdmitAsync(holder, "badge", cancel);
        },
        cancel);

    /// <summary>Who is signed on under a live token; null for any other.</summary>
    public SignedOn? Look(string? token) => token is null ? null : database.Read(connection => Find(connection, token) is { IsLive: true } signer ? Tell(signer) : null);

    /// <summary>Somebody is still there: the idle time begins anew. Null where the sign-on has ended.</summary>
    public Task<SignedOn?> ExtendAsync(string? token, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            if (token is null || Find(connection, token) is not { IsLive: true } signer)
            {
                return null;
            }

            Touch(connection, token, time.GetUtcNow());
            return Tell(signer);
        },
        cancel);

    public Task EndAsync(string? token, CancellationToken cancel) => database.WriteAsync(
        connection => connection.Execute(
            "UPDATE sign_ons SET ended = $now WHERE token_hash = $token AND ended IS NULL", ("$token", HashOf(token ?? "")), ("$now", time.GetUtcNow().ToStored())),
        cancel);

    public void Dispose() => _one.Dispose();

    /// <summary>Whose token it is, and whether it still counts; null for a token that was never given.</summary>
    internal Signer? Find(SqliteConnection connection, string token)
    {
        var now = time.GetUtcNow();
        return connection.Query(
            "SELECT p.*, s.begun, s.used, s.ended FROM sign_ons s JOIN people p ON p.code = s.code WHERE s.token_hash = $token",
            row =>
            {
                var ends = row.Time("begun")!.Value + TimeSpan.FromHours(options.SignOn.LongestHours);
                var idle = row.Time("used")!.Value + TimeSpan.FromSeconds(options.SignOn.IdleSeconds);
                return new Signer(Person.Read(row), row.Time("ended") is null && row.Time("removed") is null && now < ends && now < idle, ends);
            },
            ("$token", HashOf(token))).SingleOrDefault();
    }

    internal static void Touch(SqliteConnection connection, string token, DateTimeOffset now) =>
        connection.Execute("UPDATE sign_ons SET used = $now WHERE token_hash = $token", ("$token", HashOf(token)), ("$now", now.ToStored()));

    /// <summary>One at a time, so that nobody guesses faster by asking in parallel.</summary>
    private async Task<SignOnOutcome> InTurnAsync(Func<Task<SignOnOutcome>> check, CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting)
            {
                return SignOnOutcome.Delayed(TimeSpan.FromSeconds(1));
            }

            await _one.WaitAsync(cancel);
            try
            {
                return await check();
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<SignOnOutcome> CheckAsync(string code, string pin, CancellationToken cancel)
    {
        var known = database.Read(connection => connection.Query("SELECT * FROM people WHERE code = $code AND removed IS NULL", Account.Read, ("$code", code)).SingleOrDefault());
        if (options.SignOn.StillDelayed((known?.DelayedUntil ?? DateTimeOffset.MinValue) - time.GetUtcNow()) is { } wait)
        {
            return SignOnOutcome.Delayed(wait);
        }

        var matches = await Task.Run(() => (known?.Pin ?? PinHash.Nobody).Matches(pin), cancel);
        return known is null ? SignOnOutcome.Refused(options.SignOn.DelayAfter(1))
            : matches ? await AdmitAsync(known.Person, null, cancel)
            : await RefuseAsync(known, cancel);
    }

    private Task<SignOnOutcome> AdmitAsync(Person person, string? by, CancellationToken cancel)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return database.WriteAsync(
            connection =>
            {
                var now = time.GetUtcNow();
                connection.Execute("DELETE FROM sign_ons WHERE begun < $old", ("$old", (now - Kept).ToStored()));
                connection.Execute("UPDATE people SET failures = 0, delayed_until = NULL WHERE code = $code", ("$code", person.Code));
                connection.Execute(
                    "INSERT INTO sign_ons (token_hash, code, begun, used) VALUES ($token, $code, $now, $now)", ("$token", HashOf(token)), ("$code", person.Code), ("$now", now.ToStored()));
                Note(connection, ActKinds.SignedOn, person, now, by);
                return SignOnOutcome.Done(Tell(Find(connection, token)!) with { Token = token });
            },
            cancel);
    }

    private Task<SignOnOutcome> RefuseAsync(Account known, CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var (now, delay) = (time.GetUtcNow(), options.SignOn.DelayAfter(known.Failures + 1));
            connection.Execute(
                "UPDATE people SET failures = failures + 1, delayed_until = $until WHERE code = $code", ("$code", known.Person.Code), ("$until", (now + delay).ToStored()));
            Note(connection, ActKinds.SignOnRefused, known.Person, now);
            return SignOnOutcome.Refused(delay);
        },
        cancel);

    private SignedOn Tell(Signer signer) => new(signer.Person.Code, signer.Person.Name, signer.Person.RoleWord, options.SignOn.IdleSeconds, signer.Ends);

    private static void Note(SqliteConnection connection, string kind, Person person, DateTimeOffset now, string? by = null) => ActLedger.Add(
        connection,
        new(Guid.CreateVersion7(now), kind, null, JsonSerializer.Serialize(new(person.Code, By: by), PeopleJson.Default.PersonNote)),
        person.Code, ActVia.Person, null, now);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private sealed record Account(Person Person, PinHash Pin, int Failures, DateTimeOffset? DelayedUntil)
    {
        public static Account Read(SqliteDataReader row) =>
            new(Person.Read(row), new((byte[])row["salt"], (byte[])row["pin_hash"], row.Int("iterations")), row.Int("failures"), row.Time("delayed_until"));
    }
}
