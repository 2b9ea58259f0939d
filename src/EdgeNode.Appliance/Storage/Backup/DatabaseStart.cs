using System.Globalization;
using EdgeNode.Appliance.Hosting;
using EdgeNode.Appliance.Intake;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>
/// Opens the database at the start of the service. One that is damaged, or gone or empty although copies of it or images exist, or that holds nothing yet
/// while a copy does, as on a box that takes another's place, is put aside and never deleted; the best whole copy takes its place, or an empty one where there is none. What came after the copy is then missing from the rows: images
/// still lie in their segments and are taken in again, and the centre gets a new epoch, so that it does not take the numbers for old ones.
/// </summary>
internal static class DatabaseStart
{
    /// <param name="folder">The data folder.</param>
    /// <param name="reserve">Of its disk.</param>
    /// <param name="backups">Its copies.</param>
    /// <param name="time">The box's clock.</param>
    /// <param name="progress">Told while it is checked and put back.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="SqliteException">The disk refuses, or the database is in use and locked.</exception>
    public static Database Open(string folder, DiskReserve reserve, Backups backups, TimeProvider time, StartProgress progress)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Database.FileName);
        var now = time.GetUtcNow();
        var copies = Copies(backups, now);
        var isKnown = copies.Count > 0 || HasImages(folder);

        // The check of a copy reads all of it: asked for once at most, and not where the database is as it should be.
        var best = new Lazy<DatabaseCopy?>(() => Backups.Best(copies, progress));
        var problem = !File.Exists(file) ? (isKnown ? Restoration.Missing : null)
            : Database.WithRoom(reserve, () => Damage(file, progress) ?? (isKnown && DatabaseContent.IsEmpty(file) ? Restoration.Empty : null));
        if (problem is null)
        {
            // Damage that the check of pages cannot see, such as a header of another version, shows when it is opened.
            try
            {
                if (!IsOutdone(file, copies, best)) return Database.Open(folder, reserve);
                problem = Restoration.HeldNothing;
            }
            catch (SqliteException damaged) when (DatabaseCheck.IsDamage(damaged))
            {
                problem = damaged.Message;
            }
        }

        SetAside(folder, now);
        var copy = best.Value;
        var partial = file + ".part";
        File.Delete(partial);
        if (copy is not null) Copy(copy.Path, partial, progress);
        new Restoration(now, copy?.Made, problem).WriteInto(partial);
        Backups.Keep(partial, file);
        return Database.Open(folder, reserve);
    }

    private static string? Damage(string file, StartProgress progress) => DatabaseCheck.Quick(file, progress) is { } problem
        ? (DatabaseCheck.IsOfIndex(problem) ? DatabaseCheck.Reindex(file, progress) : problem)
        : null;

    /// <summary>Nobody would miss it, and there is a copy that somebody would.</summary>
    private static bool IsOutdone(string file, IReadOnlyList<DatabaseCopy> copies, Lazy<DatabaseCopy?> best) =>
        copies.Count > 0 && !DatabaseContent.IsUsed(file) && best.Value is { } copy && DatabaseContent.Extent(copy.Path).IsUsed;

    /// <summary>None where their folder cannot be read: no reason not to start, and told by the first copy that cannot be made.</summary>
    private static IReadOnlyList<DatabaseCopy> Copies(Backups backups, DateTimeOffset now)
    {
        try
        {
            return backups.NewestFirst(now);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Copy(string from, string to, StartProgress progress)
    {
        using var source = File.OpenRead(from);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[1 << 20];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            target.Write(buffer, 0, read);
            progress.Step();
        }
    }

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
