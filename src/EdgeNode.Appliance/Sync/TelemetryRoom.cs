using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync;

/// <summary>The stated policy where room is short: telemetry goes first, the oldest of it first; a fact never goes.</summary>
internal static class TelemetryRoom
{
    private const string Dropped = "sync.dropped";

    /// <summary>Drops the oldest telemetry until the rest has at most this many bytes; how many rows went.</summary>
    public static int Keep(SqliteConnection connection, long bytes)
    {
        var rows = connection.Query(
            "SELECT seq, length(payload) AS bytes FROM outbox WHERE droppable = 1 ORDER BY seq DESC", row => (Sequence: (long)row["seq"], Bytes: (long)row["bytes"]));
        var gone = 0;
        foreach (var (sequence, size) in rows)
        {
            bytes -= size;
            if (bytes < 0)
                gone += connection.Execute("DELETE FROM outbox WHERE seq = $seq", ("$seq", sequence));
        }

        if (gone > 0)
        {
            connection.Execute(
                "INSERT INTO meta (key, value) VALUES ($key, $n) ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + $n", ("$key", Dropped), ("$n", gone));
        }

        return gone;
    }

    /// <summary>Rows dropped since the database was made.</summary>
    public static long Count(SqliteConnection connection) =>
        (long)(connection.Scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE key = $key", ("$key", Dropped)) ?? 0L);
}
