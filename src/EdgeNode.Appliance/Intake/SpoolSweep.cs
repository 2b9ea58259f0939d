using EdgeNode.Appliance.Storage;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// At start, before the listener opens: files without a row were never acknowledged, so their senders still have them; they go to
/// quarantine, not to the bin.
/// </summary>
public static class SpoolSweep
{
    public const string ReasonCode = "NOT_ACKNOWLEDGED";

    public static int Run(Spool spool, Database database)
    {
        var known = database.Read(connection => connection.Query("SELECT file FROM instances", row => row.Text("file")!)).ToHashSet(StringComparer.Ordinal);
        var orphans = spool.Names().Where(name => !known.Contains(name)).ToList();
        orphans.ForEach(name => spool.Quarantine(name, ReasonCode));
        return orphans.Count;
    }
}
