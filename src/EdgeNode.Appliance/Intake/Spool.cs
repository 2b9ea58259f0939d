using EdgeNode.Appliance.Cases;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Where received instances lie, bit for bit as sent, and where those lie that no case can use. File names are ours; nothing received ever
/// becomes part of a path.
/// </summary>
public sealed class Spool
{
    internal const string SegmentExtension = ".seg";

    private readonly string _quarantine;

    /// <exception cref="IOException">The folders cannot be made.</exception>
    public Spool(string storage)
    {
        Folder = Path.Combine(storage, "instances");
        _quarantine = Path.Combine(storage, "quarantine");
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(_quarantine);
    }

    /// <summary>Segments lie here.</summary>
    public string Folder { get; }

    public FileRegion Region(InstanceLocation location) => new(Path.Combine(Folder, location.File), location.Offset, location.Bytes);

    /// <summary>Copies what no case can use out of the way; it is kept for people to look at, with the reason in its name.</summary>
    public void Quarantine(FileRegion region, string reasonCode)
    {
        var name = string.Create(null, $"{Path.GetFileNameWithoutExtension(region.Path)}-{region.Offset}.{reasonCode}.dcm");
        using var source = new FileStream(region.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = region.Offset };
        using var kept = new FileStream(Path.Combine(_quarantine, name), FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 16];
        for (var left = region.Length; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0) break;
            kept.Write(buffer, 0, read);
            left -= read;
        }

        kept.Flush(flushToDisk: true);
    }
}
