using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// Serves the page from the program itself, under a policy that lets nothing foreign in. File names are fixed; the SHA-256 of the content is
/// the ETag, so a browser asks every time and downloads only what changed.
/// </summary>
public static class KioskPage
{
    private const string Prefix = "ui/";
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapKioskPage(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(KioskPage).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
            var path = name[Prefix.Length..];
            routes.MapGet(path == "index.html" ? "/" : "/" + path, (HttpResponse response) =>
            {
                Protect(response.Headers);
                return Results.Bytes(content, TypeOf(path), entityTag: etag);
            });
        }
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Cross-Origin-Opener-Policy"] = new StringValues("same-origin");
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
