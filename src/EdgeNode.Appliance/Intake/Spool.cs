using EdgeNode.Appliance.Cases;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Appliance.Intake;

/// <summary>Where received instances lie, bit for bit as sent. File names are ours; nothing received ever becomes part of a path.</summary>
public sealed class Spool
{
    internal const string SegmentExtension = ".seg";

    /// <exception cref="IOException">The folder cannot be made.</exception>
    public Spool(string storage)
    {
        Folder = Path.Combine(storage, "instances");
        Directory.CreateDirectory(Folder);
    }

    /// <summary>Segments lie here.</summary>
    public string Folder { get; }

    public FileRegion Region(InstanceLocation location) => new(Path.Combine(Folder, location.File), location.Offset, location.Bytes);
}
