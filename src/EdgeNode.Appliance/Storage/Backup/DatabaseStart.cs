using System.Globalization;
using EdgeNode.Appliance.Intake;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>
/// Opens the database at the start of the service. One that is damaged, or gone or empty although copies of it or images exist, is put aside and never deleted;
/// the best whole copy takes its place, or an empty one where there is none. What came after the copy is then missing from the rows: images
/// still lie in their segments and are taken in again, and the centre gets a new epoch, so that it does not take the numbers for old ones.
/// </summary>
internal static class DatabaseStart
{
    /// <param name="folder">The data folder.</param>
    /// <param name="reserve">Of its disk.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="SqliteException">The disk refuses, or the database is in use and locked.</exception>
    public static Database Open(string folder, DiskReserve reserve, Backups backups, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Database.FileName);
        var now = time.GetUtcNow();
        var isUsed = backups.NewestFirst(now).Count > 0 || HasImages(folder);
        var problem = !File.Exists(file) ? (isUsed ? "the file is missing" : null)
            : Database.WithRoom(reserve, () => Damage(file) ?? (isUsed && DatabaseCheck.IsEmpty(file) ? "the file is empty" : null));
        if (problem is null)
        {
            // Damage that the check of pages cannot see, such as a header of another version, shows when it is opened.
            try
            {
                return Database.Open(folder, reserve);
            }
            catch (SqliteException damaged) when (DatabaseCheck.IsDamage(damaged))
            {
                problem = damaged.Message;
            }
        }

        SetAside(folder, now);
        var copy = backups.Best(now);
        var partial = file + ".part";
        File.Delete(partial);
        if (copy is not null) File.Copy(copy.Path, partial);
        new Restoration(now, copy?.Made, problem).WriteInto(partial);
        Backups.Keep(partial, file);
        return Database.Open(folder, reserve);
    }

    private static string? Damage(string file) => DatabaseCheck.Quick(file) is { } problem ? (DatabaseCheck.IsOfIndex(problem) ? DatabaseCheck.Reindex(file) : problem) : null;

    /// <summary>Images lie in segments: a box without a database is not a new one.</summary>
    private static bool HasImages(string folder) => Directory.EnumerateFiles(new Spool(folder).Folder).Any();

    private static void SetAside(string folder, DateTimeOffset now)
    {
        var aside = Path.Combine(folder, "damaged", now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(aside);
        foreach (var part in Directory.GetFiles(folder, Database.FileName + "*"))
        {
            File.Move(part, Path.Combine(aside, Path.GetFileName(part)));
        }
    }
}
