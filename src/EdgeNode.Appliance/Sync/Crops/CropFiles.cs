using System.Security.Cryptography;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>The files of crops on their way, named by their SHA-256, in the folder <c>crops</c> of the data folder.</summary>
public sealed class CropFiles
{
    private readonly string _folder;

    public CropFiles(string storage)
    {
        _folder = Path.Combine(storage, "crops");
        Directory.CreateDirectory(_folder);
    }

    internal long Bytes => new DirectoryInfo(_folder).GetFiles().Sum(file => file.Length);

    /// <summary>The file and its name are on disk when this returns.</summary>
    internal BlobReference Keep(byte[] bytes)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var fresh = At(name) + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, At(name), overwrite: true);
        DiskSync.Directory(_folder);
        return new(name, bytes.Length);
    }

    internal string At(string sha256) => Path.Combine(_folder, sha256);

    internal bool Has(NodeCrop crop) => Of(crop).All(blob => new FileInfo(At(blob.Sha256)) is { Exists: true } file && file.Length == blob.Bytes);

    /// <summary>Deletes everything that none of these crops needs.</summary>
    internal void KeepOnly(IEnumerable<NodeCrop> crops)
    {
        var needed = crops.SelectMany(Of).Select(blob => blob.Sha256).ToHashSet();
        foreach (var file in Directory.GetFiles(_folder).Where(file => !needed.Contains(Path.GetFileName(file))))
            File.Delete(file);
    }

    internal static IReadOnlyList<BlobReference> Of(NodeCrop crop) => [crop.Image, crop.Labels, crop.Numbers];
}
