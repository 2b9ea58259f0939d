using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>
/// Since when the box has been there for its scanners, over restarts: one that is restarted again and again still notices that nothing comes. A
/// box that was off for longer heard nothing because it was off, and begins anew.
/// </summary>
internal sealed class ListeningTime(Database database, TimeProvider time)
{
    private const string SinceKey = "dicom.listening.since";
    private const string UntilKey = "dicom.listening.until";

    // Updates, repairs and a loop of restarts fit in; a night does not.
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private long? _noted;

    /// <summary>Since when, as far as it was known when the service started.</summary>
    public DateTimeOffset Since { get; } = Begin(database, time.GetUtcNow());

    /// <summary>Writes down, once a minute, that the box still listens. A disk that refuses is told elsewhere.</summary>
    public async Task NoteAsync(CancellationToken cancel)
    {
        if (_noted is { } noted && time.GetElapsedTime(noted) < Every)
        {
            return;
        }

        _noted = time.GetTimestamp();
        try
        {
            await database.WriteAsync(
                connection => connection.Execute(
                    "INSERT INTO meta (key, value) VALUES ($since, $begin), ($until, $now) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    ("$since", SinceKey),
                    ("$begin", Since.ToStored()),
                    ("$until", UntilKey),
                    ("$now", time.GetUtcNow().ToStored())),
                cancel);
        }
        catch (SqliteException refused) when (DiskPatience.IsDiskTrouble(refused))
        {
            // Noted a minute later, then.
        }
    }

    private static DateTimeOffset Begin(Database database, DateTimeOffset now)
    {
        var (since, until) = database.Read(connection => (connection.MetaTime(SinceKey), connection.MetaTime(UntilKey)));

        // A clock that was set in between proves nothing: the box begins anew.
        return since is { } begun && until is { } last && begun <= last && last <= now && now - last <= LongestGap ? begun : now;
    }
}
