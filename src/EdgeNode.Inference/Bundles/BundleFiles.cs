using System.IO.Compression;
using System.Text.Json;

namespace EdgeNode.Inference.Bundles;

/// <summary>The files of a bundle in memory: names with '/' to their contents.</summary>
internal static class BundleFiles
{
    /// <summary>Everything that model.json names, and that of the stages before; checksums are compared when the bundle is opened.</summary>
    public static SortedDictionary<string, byte[]> Read(string path)
    {
        using var folder = BundleFolder.Open(path);
        return Read(folder);
    }

    public static BundleFile Described(string name, byte[] content) => new(name, BundleFolder.Sha256(content));

    public static byte[] Serialize(ModelManifest manifest) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.ModelManifest), (byte)'\n'];

    /// <summary>Writes a folder, or a zip file where the name ends in <c>.zip</c>. It appears whole or not at all.</summary>
    public static void Write(string path, IDictionary<string, byte[]> files)
    {
        var whole = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        var unfinished = $"{whole}.{Guid.NewGuid():N}.tmp";
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            WriteZip(unfinished, files);
            File.Move(unfinished, whole);
            return;
        }

        WriteFolder(unfinished, files);
        Directory.Move(unfinished, whole);
    }

    /// <summary>Opens the bundle from a temporary folder and hands it on.</summary>
    public static T Trial<T>(ModelManifest manifest, IDictionary<string, byte[]> files, Func<ModelBundle, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-pack-").FullName;
        try
        {
            WriteFolder(folder, new Dictionary<string, byte[]>(files) { ["model.json"] = Serialize(manifest) });
            var opened = ModelBundle.Open(folder);
            return opened.IsUsable ? use(opened.Bundle) : throw new ModelException(opened.Problem);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SortedDictionary<string, byte[]> Read(BundleFolder folder)
    {
        var content = folder.Read("model.json");
        var manifest = BundleFolder.Parse("model.json", content, ManifestJson.Default.ModelManifest);
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["model.json"] = content };
        foreach (var file in manifest.Files.Concat(manifest.Networks))
        {
            files[file.File] = folder.Read(file.File);
        }

        if (manifest.PreviousStage is { } nested)
        {
            foreach (var (name, inner) in Read(folder.Inside(nested.Folder)))
            {
                files[$"{nested.Folder}/{name}"] = inner;
            }
        }

        return files;
    }

    private static void WriteFolder(string folder, IDictionary<string, byte[]> files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
    }

    private static void WriteZip(string path, IDictionary<string, byte[]> files)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
            stream.Write(content);
        }
    }
}
