using System.Data.Common;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Keeping;

/// <summary>What a run removed.</summary>
public sealed record Removed(int Cases, int Telemetry, int Quarantined, int Blobs);

/// <summary>
/// Removes what is older than the options say. Of a fact its id stays, without content: a box that sends it once more, years late, must not
/// bring it back.
/// </summary>
public sealed class Retention(CenterDatabase database, BlobStore blobs, KeepOptions keep, TimeProvider time)
{
    private const string OldCases = "SELECT node, case_key FROM facts WHERE case_key IS NOT NULL AND length(payload) > 0 GROUP BY node, case_key HAVING max(received) < @before";

    /// <exception cref="DbException">The store refuses; nothing of this step is removed.</exception>
    public Removed Run()
    {
        var now = time.GetUtcNow();
        var cases = keep.CasesDays == 0 ? 0 : database.Read(connection => Cases(connection, now.AddDays(-keep.CasesDays).ToStored()));
        var telemetry = keep.TelemetryDays == 0 ? 0 : database.Read(connection => Telemetry(connection, now.AddDays(-keep.TelemetryDays).ToStored()));
        var quarantined = keep.QuarantineDays == 0 ? 0 : database.Read(connection =>
            connection.Run("DELETE FROM quarantine WHERE received < @before", ("@before", now.AddDays(-keep.QuarantineDays).ToStored())));
        return new(cases, telemetry, quarantined, Loose(now.AddDays(-keep.LooseBlobsDays)));
    }

    private static int Cases(DbConnection connection, string before)
    {
        using var transaction = connection.BeginTransaction();
        var old = connection.Rows(OldCases, row => (Site: row.GetString(0), Case: row.GetString(1)), ("@before", before));
        foreach (var (site, key) in old)
        {
            foreach (var sql in new[]
            {
                "DELETE FROM reports WHERE node = @node AND case_key = @case", "DELETE FROM nodes WHERE node = @node AND case_key = @case",
                "DELETE FROM acts WHERE node = @node AND case_key = @case", "DELETE FROM crops WHERE node = @node AND case_key = @case",
                "DELETE FROM adjudications WHERE node = @node AND case_key = @case",
            })
            {
                connection.Run(sql, ("@node", site), ("@case", key));
            }

            connection.Run(
                "UPDATE facts SET payload = @empty, case_key = NULL WHERE node = @node AND case_key = @case", ("@node", site), ("@case", key), ("@empty", Array.Empty<byte>()));
        }

        transaction.Commit();
        return old.Count;
    }

    private static int Telemetry(DbConnection connection, string before)
    {
        using var transaction = connection.BeginTransaction();
        var gone = connection.Run("DELETE FROM telemetry WHERE received < @before", ("@before", before));
        connection.Run(
            "UPDATE facts SET payload = @empty WHERE kind = 'telemetry' AND received < @before AND length(payload) > 0", ("@before", before), ("@empty", Array.Empty<byte>()));
        transaction.Commit();
        return gone;
    }

    /// <summary>A blob comes before its reference, so a young one is never loose.</summary>
    private int Loose(DateTimeOffset before)
    {
        var needed = database.Read(connection => connection.Rows("SELECT image, labels, numbers FROM crops", row => (row.GetString(0), row.GetString(1), row.GetString(2))))
            .SelectMany(row => new[] { row.Item1, row.Item2, row.Item3 }).ToHashSet();
        var loose = blobs.Whole(before).Where(name => !needed.Contains(name)).ToList();
        loose.ForEach(blobs.Delete);
        return loose.Count + blobs.ForgetBegun(before);
    }
}
