using EdgeNode.Appliance.Storage;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>What a person at the site decides of crops that are held; null ids: of all of them. How many it concerned.</summary>
internal static class CropRelease
{
    public static int Release(SqliteConnection connection, IReadOnlyList<long>? ids) => Each(
        connection, ids, id => connection.Execute("UPDATE crops SET released = 1 WHERE id = $id AND state = $held", ("$id", id), ("$held", CropStates.Held)));

    /// <summary>For ever, whatever is chosen later.</summary>
    public static int Drop(SqliteConnection connection, IReadOnlyList<long>? ids) => Each(connection, ids, id => connection.Execute(
        "UPDATE crops SET state = $dropped, hold = $why, crop = NULL WHERE id = $id AND state IN ($wanted, $held)",
        ("$id", id), ("$dropped", CropStates.Dropped), ("$why", CropHolds.ByPerson), ("$wanted", CropStates.Wanted), ("$held", CropStates.Held)));

    private static int Each(SqliteConnection connection, IReadOnlyList<long>? ids, Func<long, int> work) =>
        (ids ?? connection.Query("SELECT id FROM crops WHERE state = $held", row => (long)row["id"], ("$held", CropStates.Held))).Sum(work);
}
