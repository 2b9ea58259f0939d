namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Where received instances lie: one Part 10 file each, bit for bit as sent. File names are ours; nothing received ever becomes part of
/// a path.
/// </summary>
public sealed class Spool
{
    private const int FolderNameLength = 7;

    private readonly string _instances;
    private readonly string _quarantine;

    /// <exception cref="IOException">The folders cannot be made.</exception>
    public Spool(string storage)
    {
        _instances = Path.Combine(storage, "instances");
        _quarantine = Path.Combine(storage, "quarantine");
        Directory.CreateDirectory(_instances);
        Directory.CreateDirectory(_quarantine);
    }

    /// <summary>A name for a new instance, relative to the spool: folders of about a quarter of an hour, by UUIDv7.</summary>
    public string NewName(DateTimeOffset now)
    {
        var name = Guid.CreateVersion7(now).ToString("N");
        var folder = name[..FolderNameLength];
        var path = Path.Combine(_instances, folder);
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            DirectorySync.Flush(_instances);
        }

        return Path.Combine(folder, name + ".dcm");
    }

    public string FullPath(string name) => Path.Combine(_instances, name);

    /// <summary>Moves a file that no case can use out of the way; it is kept for people to look at, with the reason in its name.</summary>
    public void Quarantine(string name, string reasonCode)
    {
        var kept = Path.Combine(_quarantine, $"{Path.GetFileNameWithoutExtension(name)}.{reasonCode}.dcm");
        File.Move(FullPath(name), kept, overwrite: true);
    }

    /// <summary>Names of all instance files, for comparing with the index at start.</summary>
    public IEnumerable<string> Names() =>
        Directory.EnumerateFiles(_instances, "*.dcm", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_instances, file));
}
