using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>One file of the kiosk page as embedded in the program, with the SHA-256 of its bytes as strong entity tag (RFC 9110, 8.8.3).</summary>
internal sealed record KioskFile(string Path, byte[] Content, string ContentType, EntityTagHeaderValue Tag)
{
    private const string Prefix = "kiosk-ui/";

    /// <summary>Every embedded file, by path within the page, e.g. <c>index.html</c> and <c>assets/kiosk.js</c>.</summary>
    /// <exception cref="InvalidOperationException">The program was built without the page.</exception>
    public static IReadOnlyDictionary<string, KioskFile> ReadAll(Assembly assembly)
    {
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        return files.ContainsKey("index.html")
            ? files
            : throw new InvalidOperationException("The kiosk page is not embedded in this program. Build it again with Node.js present.");
    }

    private static KioskFile Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
        return new KioskFile(name[Prefix.Length..], content, ContentTypeOf(name), tag);
    }

    private static string ContentTypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };
}
