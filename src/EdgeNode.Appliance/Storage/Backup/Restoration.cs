using EdgeNode.Appliance.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Storage.Backup;

/// <summary>That the database was put back from a copy. Kept in the database until somebody confirms it: people must look at what may be missing.</summary>
/// <param name="At">When.</param>
/// <param name="CopyMade">Of when the copy is; null where there was none and the box began with an empty database.</param>
/// <param name="Why">What was wrong, in SQLite's words where the file was damaged.</param>
public sealed record Restoration(DateTimeOffset At, DateTimeOffset? CopyMade, string Why)
{
    /// <summary><see cref="Why"/>: there was no file.</summary>
    public const string Missing = "the file is missing";

    /// <summary><see cref="Why"/>: nothing was ever written into it.</summary>
    public const string Empty = "the file is empty";

    /// <summary><see cref="Why"/>: it was new, and a copy was there that was not.</summary>
    public const string HeldNothing = "the database held nothing yet";

    private const string AtKey = "restored.at";
    private const string CopyKey = "restored.copy";
    private const string WhyKey = "restored.why";
    private const string ImagesKey = "restored.images";

    /// <summary>For the kiosk: what happened, what may be missing and what to do.</summary>
    public string Words => CopyMade is { } made
        ? $"The database {Was} and was restored on {At:u} from the copy of {made:u}. Acknowledgements, verdicts and decisions of the time between are not on this box; images of that time are analysed again. Go through the worklist, then run `edgenode database confirm`."
        : $"The database {Was} on {At:u} and there was no copy that could be read: the box began with an empty one. Acknowledgements, verdicts and decisions are not on this box; images are analysed again. Go through the worklist, then run `edgenode database confirm`.";

    private string Was => Why switch
    {
        Missing => "was missing",
        Empty => "was empty",
        HeldNothing => "held nothing yet",
        _ => "was damaged",
    };

    /// <summary>Null when nothing was restored, or somebody has confirmed it.</summary>
    public static Restoration? Of(SqliteConnection connection) =>
        connection.MetaTime(AtKey) is { } at ? new(at, connection.MetaTime(CopyKey), connection.Meta(WhyKey) ?? "") : null;

    /// <summary>Somebody has gone through the worklist.</summary>
    public static int Confirm(SqliteConnection connection) => connection.Execute("DELETE FROM meta WHERE key IN ($at, $copy, $why)", ("$at", AtKey), ("$copy", CopyKey), ("$why", WhyKey));

    /// <summary>Images that came after the copy still have to be taken in from their segments.</summary>
    public static bool OwesImages(SqliteConnection connection) => connection.Meta(ImagesKey) is not null;

    /// <summary>They were taken in.</summary>
    public static int ImagesTaken(SqliteConnection connection) => connection.Execute("DELETE FROM meta WHERE key = $key", ("$key", ImagesKey));

    /// <summary>Marks a file that is about to become the database, and takes its epoch away: the next line to the centre has a new one.</summary>
    internal void WriteInto(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Migrator.Apply(connection);
        Confirm(connection);
        connection.Execute("DELETE FROM meta WHERE key = 'sync.epoch'");
        connection.Execute("INSERT INTO meta (key, value) VALUES ($at, $time), ($whyKey, $why)", ("$at", AtKey), ("$time", At.ToStored()), ("$whyKey", WhyKey), ("$why", Why));
        connection.Execute("INSERT OR IGNORE INTO meta (key, value) VALUES ($images, '1')", ("$images", ImagesKey));
        if (CopyMade is { } made) connection.Execute("INSERT INTO meta (key, value) VALUES ($copy, $made)", ("$copy", CopyKey), ("$made", made.ToStored()));
    }
}
