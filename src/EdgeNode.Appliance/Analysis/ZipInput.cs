using System.IO.Compression;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Zip files, unpacked for as long as this lives.</summary>
internal sealed class ZipInput : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-zip").FullName;
    private int _count;

    public static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null, or why the file cannot be unpacked.</summary>
    public CaseReason? Unpack(string zip, out string folder)
    {
        folder = Path.Combine(_folder, $"{++_count}");
        try
        {
            ZipFile.ExtractToDirectory(zip, folder);
            return null;
        }
        catch (InvalidDataException broken)
        {
            return new("BAD_ZIP", $"The zip file cannot be read ({broken.Message}): make it again.");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
