using System.Globalization;
using System.Text.Json;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Watching;

/// <summary>How a box is: its line by births, deaths and heartbeats, its inside by the last telemetry.</summary>
/// <param name="State"><c>Connected</c>, <c>Silent</c> (no heartbeat for too long: nothing below is known to be true now) or <c>Offline</c>.</param>
/// <param name="SilentSeconds">Since the last heartbeat.</param>
/// <param name="Telemetry">The last; null where none came.</param>
/// <param name="Cases">Cases of the last 30 days.</param>
public sealed record SiteHealth(
    string Site, string State, double? SilentSeconds, string Software, int? Unsent, long? OldestUnsentSeconds, Telemetry? Telemetry, int Cases, int Quarantined);

/// <summary>Asks the store how the sites are.</summary>
public sealed class SiteHealthQueries(CenterDatabase database, TimeProvider time)
{
    /// <summary>Boxes beat once a minute.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    public IReadOnlyList<SiteHealth> All() => database.Read(connection =>
    {
        var now = time.GetUtcNow();
        var month = now.AddDays(-30).ToStored();
        var cases = Counts("SELECT node, count(DISTINCT case_key) FROM reports WHERE received >= @since GROUP BY node");
        var quarantined = Counts("SELECT node, count(*) FROM quarantine WHERE received >= @since GROUP BY node");
        return connection.Rows(
            """
            SELECT s.node, s.online, s.software, s.unsent, s.oldest_s, s.last_beat,
              (SELECT t.payload FROM telemetry AS t WHERE t.node = s.node ORDER BY t.received DESC LIMIT 1)
            FROM sites AS s ORDER BY s.node
            """,
            row =>
            {
                var (site, beat) = (row.GetString(0), row.TextOrNull(5));
                var silent = beat is null ? (TimeSpan?)null : now - DateTimeOffset.Parse(beat, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                return new SiteHealth(
                    site,
                    row.GetInt64(1) != 1 ? "Offline" : silent is null || silent > LongestSilence ? "Silent" : "Connected",
                    silent?.TotalSeconds,
                    row.GetString(2),
                    row.WholeOrNull(3),
                    row.LongOrNull(4),
                    row.IsDBNull(6) ? null : JsonSerializer.Deserialize((byte[])row[6], ContractsJson.Default.Telemetry),
                    cases.GetValueOrDefault(site),
                    quarantined.GetValueOrDefault(site));
            });

        Dictionary<string, int> Counts(string sql) => connection.Rows(sql, row => (row.GetString(0), (int)row.GetInt64(1)), ("@since", month)).ToDictionary();
    });
}
