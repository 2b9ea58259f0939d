using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>How old the newest copy of the database is. The service makes one a day.</summary>
internal static class BackupCheck
{
    // One day and a night without power.
    internal static readonly TimeSpan Oldest = TimeSpan.FromDays(2);

    public static CheckFinding Run(StorageOptions storage, DateTimeOffset now)
    {
        try
        {
            return Backups.Of(storage).Newest(now) switch
            {
                { } made when now - made <= Oldest => Holds($"the newest copy of the database is {Hours(now - made)} old"),
                { } made => Warns($"the newest copy of the database is {Hours(now - made)} old, one a day is meant"),
                null when File.Exists(Path.Combine(storage.Path, Database.FileName)) => Warns("there is no copy of the database"),
                null => Holds("no database yet: the service makes the first copy when it starts"),
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Warns($"the folder of the copies cannot be read ({refused.Message})");
        }
    }

    private static string Hours(TimeSpan age) => age < TimeSpan.FromDays(2) ? $"{Math.Floor(age.TotalHours):0} h" : $"{Math.Floor(age.TotalDays):0} days";

    private static CheckFinding Holds(string text) => new("backup", CheckLevel.Holds, null, text, ExitCode.Done);

    private static CheckFinding Warns(string text) =>
        new("backup", CheckLevel.Warns, "BACKUP_OLD", $"{text}: is the service running, and may it write storage.backups.path? 'edgenode database backup' makes one now", ExitCode.Done);
}
