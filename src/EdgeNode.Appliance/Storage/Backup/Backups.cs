using System.Globalization;
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
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Where copies go by a configuration.</summary>
    public static Backups Of(StorageOptions storage) =>
        new(storage.Backups.Path.Length > 0 ? storage.Backups.Path : Path.Combine(storage.Path, "backups"), storage.Backups.Kept);

    /// <summary>What is there, the newest first. Files of other names are not looked at.</summary>
    public IReadOnlyList<DatabaseCopy> NewestFirst() => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, Prefix + "*" + Extension).Select(Named).OfType<DatabaseCopy>().OrderByDescending(copy => copy.Made)];

    /// <summary>Makes a copy while the service works on (VACUUM INTO reads one state of the database), then removes the oldest beyond the number that is kept.</summary>
    /// <exception cref="SqliteException">The database is damaged, or the disk refuses.</exception>
    /// <exception cref="IOException">The folder cannot be written, or the copy is not whole.</exception>
    public DatabaseCopy Make(Database database, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, Prefix + now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + Extension);
        var partial = name + ".part";
        File.Delete(partial);
        using (var reader = database.OpenReader())
        {
            reader.Execute("VACUUM INTO $file", ("$file", partial));
        }

        if (DatabaseCheck.Thorough(partial) is { } problem) throw new IOException($"The copy of the database is not whole ({problem}).");
        Keep(partial, name);
        foreach (var old in NewestFirst().Skip(kept)) File.Delete(old.Path);
        return Named(name)!;
    }

    /// <summary>Gives a complete file its name so that both survive a power cut.</summary>
    internal static void Keep(string partial, string name)
    {
        using (var file = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        if (OperatingSystem.IsLinux()) File.SetUnixFileMode(partial, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(partial, name, overwrite: true);
        DiskSync.Directory(Path.GetDirectoryName(name)!);
    }

    private static DatabaseCopy? Named(string path)
    {
        var time = Path.GetFileNameWithoutExtension(path)[Prefix.Length..];
        return DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var made) ? new(path, made) : null;
    }
}
