namespace EdgeNode.Appliance.Kiosk;

/// <summary>Serves the kiosk page from the program itself: no files beside it, nothing from the network.</summary>
public static class KioskPage
{
    // Everything comes from this service; the hub's WebSocket counts as 'self'. data: images are the empty favicon and key images.
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Answers GET and HEAD of <c>/</c> and <c>/assets/*</c>; 304 when the browser already has the file (ETag), 404 for other assets.
    /// </summary>
    /// <exception cref="InvalidOperationException">The program was built without the page.</exception>
    public static IEndpointRouteBuilder MapKioskPage(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var files = KioskFile.ReadAll(typeof(KioskPage).Assembly);
        endpoints.MapMethods("/", ReadMethods, (HttpContext context) => Answer(context, files, "index.html"));
        endpoints.MapMethods("/assets/{**name}", ReadMethods, (HttpContext context, string name) => Answer(context, files, $"assets/{name}"));
        return endpoints;
    }

    private static IResult Answer(HttpContext context, IReadOnlyDictionary<string, KioskFile> files, string path)
    {
        if (!files.TryGetValue(path, out var file))
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";

        // Names stay the same from version to version, so the browser asks each time and mostly gets 304.
        headers.CacheControl = "no-cache";
        return Results.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }
}
