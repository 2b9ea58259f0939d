using System.Globalization;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake.Segments;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>One copy of the database.</summary>
/// <param name="Made">UTC, as its name says.</param>
public sealed record DatabaseCopy(string Path, DateTimeOffset Made);

/// <summary>
/// Whole copies of the database, one a day, beside it or better on another disk. A copy is named only when it is complete, on disk and passes
/// SQLite's integrity check. Copies hold what the database holds, names of patients too: they stay on the box.
/// </summary>
public sealed class Backups(string folder, int kept)
{
    private const string Prefix = "edgenode-";
    private const string Extension = ".db";
    private const string PartialExtension = ".part";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    // A copy that somebody makes from the command line meanwhile is younger.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    // Time synchronisation may step back a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Where copies go by a configuration.</summary>
    public static Backups Of(StorageOptions storage) =>
        new(storage.Backups.Path.Length > 0 ? storage.Backups.Path : Path.Combine(storage.Path, "backups"), storage.Backups.Kept);

    /// <summary>
    /// What is there, the newest first. Those of a time that has not come yet were made under a clock that was ahead, and come last. Files of other
    /// names are not looked at.
    /// </summary>
    public IReadOnlyList<DatabaseCopy> NewestFirst(DateTimeOffset now) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, Prefix + "*" + Extension).Select(Named).OfType<DatabaseCopy>()
            .OrderBy(copy => IsFromFuture(copy, now)).ThenByDescending(copy => copy.Made)];

    /// <summary>When the newest copy was made whose time can be right; null when there is none.</summary>
    public DateTimeOffset? Newest(DateTimeOffset now) => NewestFirst(now) is [var newest, ..] && !IsFromFuture(newest, now) ? newest.Made : null;

    /// <summary>The copy to put back: of those that can be read and are whole the one that holds the most, whatever the clock said when it was made.</summary>
    /// <param name="copies">The newest first.</param>
    /// <param name="progress">Told while copies are looked at.</param>
    public static DatabaseCopy? Best(IEnumerable<DatabaseCopy> copies, StartProgress progress) =>
        copies.OrderByDescending(copy => DatabaseContent.Extent(copy.Path)).FirstOrDefault(copy => IsWhole(copy.Path, progress));

    /// <summary>How many copies this user cannot read, and so could not put back.</summary>
    public int Unreadable(DateTimeOffset now) => NewestFirst(now).Count(copy => !CanBeRead(copy.Path));

    /// <summary>Makes a copy while the service works on (VACUUM INTO reads one state of the database), then removes those of the future and the oldest beyond the number that is kept.</summary>
    /// <exception cref="SqliteException">The database is damaged, or the disk refuses.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the copy is not whole.</exception>
    public DatabaseCopy Make(Database database, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, Prefix + now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + Extension);
        var partial = name + PartialExtension;
        DeletePartials(file => file.StartsWith(partial, StringComparison.Ordinal) || (now - File.GetLastWriteTimeUtc(file)).Duration() > Abandoned);
        try
        {
            Copy(database, partial);
            Keep(partial, name);
        }
        finally
        {
            // Only where it failed is there anything left: on a full disk it would be in its own way.
            DeletePartials(file => file.StartsWith(partial, StringComparison.Ordinal));
        }

        var isUsed = DatabaseContent.Extent(name).IsUsed;
        foreach (var old in NewestFirst(now).Skip(kept).Where(old => MayGo(old.Path, isUsed))) File.Delete(old.Path);
        return Named(name)!;
    }

    /// <summary>Copies of a box that holds nothing yet push out none that holds something, nor one of which nobody can say what it holds.</summary>
    private static bool MayGo(string old, bool isUsed) => CanBeRead(old) && (isUsed || !DatabaseContent.Extent(old).IsUsed);

    private static bool IsWhole(string copy, StartProgress progress)
    {
        try
        {
            return DatabaseCheck.Thorough(copy, progress) is null;
        }
        catch (SqliteException)
        {
            // It cannot be opened, such as one that belongs to root: no reason not to start.
            return false;
        }
    }

    private static bool CanBeRead(string copy)
    {
        try
        {
            File.OpenHandle(copy, options: FileOptions.None, share: FileShare.ReadWrite).Dispose();
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Copy(Database database, string partial)
    {
        using (var reader = database.OpenReader())
        {
            reader.Execute("VACUUM INTO $file", ("$file", partial));
        }

        if (DatabaseCheck.Thorough(partial) is { } problem) throw new IOException($"The copy of the database is not whole ({problem}).");
    }

    /// <summary>Removes copies that were begun and never finished, with SQLite's journals beside them.</summary>
    private void DeletePartials(Func<string, bool> which)
    {
        foreach (var left in Directory.GetFiles(folder, Prefix + "*" + Extension + PartialExtension + "*").Where(which))
        {
            File.Delete(left);
        }
    }

    /// <summary>Gives a complete file its name so that both survive a power cut.</summary>
    internal static void Keep(string partial, string name)
    {
        using (var file = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(partial, name, overwrite: true);
        DiskSync.Directory(Path.GetDirectoryName(name)!);
    }

    private static bool IsFromFuture(DatabaseCopy copy, DateTimeOffset now) => copy.Made > now + Tolerance;

    private static DatabaseCopy? Named(string path)
    {
        var time = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        return DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? new(path, made) : null;
    }
}
