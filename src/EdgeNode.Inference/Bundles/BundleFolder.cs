using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EdgeNode.Inference.Bundles;

/// <summary>Reads and checks files of a bundle folder.</summary>
internal sealed class BundleFolder(string path)
{
    public string PathOf(string file)
    {
        if (file.Length == 0 || Path.GetFileName(file) != file || file is "." or "..")
        {
            throw ModelException.Malformed("model.json", $"'{file}' is not a plain file name.");
        }

        return Path.Combine(path, file);
    }

    public byte[] Read(string file)
    {
        var full = PathOf(file);
        return File.Exists(full)
            ? File.ReadAllBytes(full)
            : throw ModelException.Missing(file, $"install the whole bundle at '{path}'.");
    }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Content of a file that must be the one model.json names.</summary>
    public byte[] ReadVerified(BundleFile file)
    {
        var content = Read(file.File);
        return string.Equals(Sha256(content), file.Sha256, StringComparison.OrdinalIgnoreCase)
            ? content
            : throw new ModelException(new(
                ProblemCodes.ModelChecksumMismatch,
                $"{file.File} of the model bundle is not the file that model.json names (SHA-256 differs): install the bundle again."));
    }

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

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.') + ".";
}
