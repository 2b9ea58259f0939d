using System.IO.Compression;
using System.Runtime.InteropServices;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>
/// The volume and mask of each analysed revision, for the viewer: int16 HU little-endian, plain, so that the page can ask for byte ranges;
/// uint8 labels, gzip. Both z,y,x. They can be computed again from the instances at any time.
/// </summary>
public sealed class DerivedFiles
{
    private readonly string _folder;

    public DerivedFiles(string storage)
    {
        _folder = Path.Combine(storage, "derived");
        Directory.CreateDirectory(_folder);
    }

    public string Volume(Guid caseId, int revision) => Path.Combine(_folder, $"{caseId:N}-{revision}.hu");

    public string Mask(Guid caseId, int revision) => Path.Combine(_folder, $"{caseId:N}-{revision}.labels.gz");

    /// <summary>Removes the volumes of a case up to a revision; the masks, which are small and part of the results, stay.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void RemoveVolumes(Guid caseId, int upTo)
    {
        for (var revision = 1; revision <= upTo; revision++)
        {
            File.Delete(Volume(caseId, revision));
        }
    }

    /// <summary>Writes both and syncs them; afterwards the result row may name them. On a full disk nothing is left that would keep it full.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Write(Guid caseId, int revision, Volume<short> ct, Volume<byte> labels)
    {
        try
        {
            WriteBoth(caseId, revision, ct, labels);
        }
        catch (IOException)
        {
            File.Delete(Volume(caseId, revision));
            throw;
        }
    }

    private void WriteBoth(Guid caseId, int revision, Volume<short> ct, Volume<byte> labels)
    {
        using (var file = File.Create(Volume(caseId, revision)))
        {
            for (var z = 0; z < ct.Size.Z; z++)
            {
                file.Write(MemoryMarshal.AsBytes(ct.Slice(z)));
            }

            file.Flush(flushToDisk: true);
        }

        using (var file = File.Create(Mask(caseId, revision)))
        {
            using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(labels.Span);
            }

            file.Flush(flushToDisk: true);
        }
    }
}
