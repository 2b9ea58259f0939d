using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>Whether the record is whole.</summary>
/// <param name="Records">Rows that were looked at.</param>
/// <param name="Unchained">Rows from before the chain, whose own hashes were never kept.</param>
/// <param name="Head">Hash of the newest row: note it elsewhere, and it can be asked for later.</param>
/// <param name="Broken">What is wrong, at the first place where something is; null where the record is whole.</param>
public sealed record LedgerCheck(int Records, int Unchained, string Head, string? Broken)
{
    /// <summary>Computes every hash anew.</summary>
    /// <param name="connection">Of the box's database; only read.</param>
    /// <param name="noted">A head that was noted earlier and must still be in the chain; null: none.</param>
    public static LedgerCheck Of(SqliteConnection connection, string? noted = null)
    {
        var (head, records, unchained, broken, found) = (LedgerHash.Begin, 0, 0, (string?)null, noted is null);
        var older = ActLedger.BeforeChain(connection);
        foreach (var entry in ActLedger.All(connection))
        {
            records++;
            var hash = LedgerHash.Of(head, entry);
            broken ??= entry.Sequence != records ? Missing(records)
                : entry.Hash is null && records > older ? string.Create(CultureInfo.InvariantCulture, $"record {records} has no hash")
                : entry.Hash is not null && entry.Hash != hash ? string.Create(CultureInfo.InvariantCulture, $"record {records} is not what was written, or a record before it is missing")
                : null;
            unchained += entry.Hash is null ? 1 : 0;
            head = entry.Hash ?? hash;
            found |= string.Equals(head, noted, StringComparison.OrdinalIgnoreCase);
        }

        // The newest rows can be taken off without breaking a hash; the highest number ever given tells.
        broken ??= ActLedger.Highest(connection) != records ? Missing(records + 1) : found ? null : $"the noted head {noted} is not in the record";
        return new(records, unchained, head, broken);
    }

    private static string Missing(int record) => string.Create(CultureInfo.InvariantCulture, $"record {record} is missing");
}
