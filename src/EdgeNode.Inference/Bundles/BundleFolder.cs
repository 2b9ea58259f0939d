using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeNode.Inference.Bundles;

/// <summary>Reads and checks files of a bundle, which is a folder or a zip file of one.</summary>
internal sealed class BundleFolder : IDisposable
{
    private readonly string _path;
    private readonly string _prefix;
    private readonly ZipArchive? _zip;

    private BundleFolder(string path, string prefix, ZipArchive? zip) => (_path, _prefix, _zip) = (path, prefix, zip);

    /// <summary>A folder, or a zip file that holds model.json at its top or in its one top folder.</summary>
    public static BundleFolder Open(string path)
    {
        if (Directory.Exists(path))
        {
            return new(path, "", null);
        }

        if (!File.Exists(path))
        {
            throw new ModelException(new(ProblemCodes.ModelMissing, $"No model bundle at '{path}': install one there or correct the path."));
        }

        try
        {
            var zip = ZipFile.OpenRead(path);
            var manifest = zip.Entries.Where(entry => entry.Name == "model.json").MinBy(entry => entry.FullName.Length);
            return new(path, manifest is null ? "" : manifest.FullName[..^manifest.Name.Length], zip);
        }
        catch (InvalidDataException)
        {
            throw ModelException.Malformed(Path.GetFileName(path), "it is neither a folder nor a zip file that can be read.");
        }
    }

    /// <summary>A folder in this one.</summary>
    public BundleFolder Inside(string folder) => new(_path, _prefix + Plain(folder) + "/", _zip);

    public byte[] Read(string file)
    {
        var name = _prefix + Plain(file);
        if (_zip is not null)
        {
            return Unzip(_zip.GetEntry(name) ?? throw Missing(file));
        }

        var full = Path.Combine(_path, name);
        return File.Exists(full) ? File.ReadAllBytes(full) : throw Missing(file);
    }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Content of a file that must be the one model.json names.</summary>
    public byte[] ReadVerified(BundleFile file)
    {
        var content = Read(file.File);
        return Verified(file.File, file.Sha256, content);
    }

    /// <summary>The content itself where it is the one that was named.</summary>
    public static byte[] Verified(string file, string sha256, byte[] content) =>
        string.Equals(Sha256(content), sha256, StringComparison.OrdinalIgnoreCase)
            ? content
            : throw new ModelException(new(
                ProblemCodes.ModelChecksumMismatch,
                $"{file} of the model bundle is not the file that model.json names (SHA-256 differs): install the bundle again."));

    public static T Parse<T>(string file, ReadOnlySpan<byte> content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw ModelException.Malformed(file, "it is empty.");
        }
        catch (JsonException e)
        {
            throw ModelException.Malformed(file, $"{OneLine(e.Message)}");
        }
    }

    public void Dispose() => _zip?.Dispose();

    private static byte[] Unzip(ZipArchiveEntry entry)
    {
        try
        {
            using var stream = entry.Open();
            var content = new byte[entry.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw ModelException.Malformed(entry.Name, "it is damaged in the zip file.");
        }
    }

    private static string Plain(string file) =>
        file.Length == 0 || Path.GetFileName(file) != file || file is "." or ".."
            ? throw ModelException.Malformed("model.json", $"'{file}' is not a plain file name.")
            : file;

    private ModelException Missing(string file) => ModelException.Missing(_prefix + file, $"install the whole bundle at '{_path}'.");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.') + ".";
}
