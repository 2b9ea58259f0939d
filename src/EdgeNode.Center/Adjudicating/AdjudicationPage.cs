using EdgeNode.Center.Access;

namespace EdgeNode.Center.Adjudicating;

/// <summary>The page on which the central team decides, with the kiosk's viewer (kiosk-ui/centre.html), from the program itself.</summary>
internal static class AdjudicationPage
{
    /// <summary>Of everything on it nothing comes from elsewhere. data: is the empty favicon.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static string Address(string site, string caseKey) => $"/adjudicate/{site}/{caseKey}";

    /// <exception cref="InvalidOperationException">The program was built without the page.</exception>
    public static void MapAdjudicationPage(this WebApplication app)
    {
        _ = Embedded("centre.html") ?? throw new InvalidOperationException("The page for adjudication is not embedded in this program. Build it again with Node.js present.");
        app.MapGet("/adjudicate/{site}/{caseKey}", (HttpContext context) => Answer(context, "centre.html")).Needs(Role.Export);
        app.MapGet("/assets/{name}", (HttpContext context, string name) => Answer(context, $"assets/{name}")).Needs(Role.Read);
    }

    private static IResult Answer(HttpContext context, string path)
    {
        if (Embedded(path) is not { } content)
            return TypedResults.NotFound();
        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        return Results.Bytes(content, Path.GetExtension(path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "text/css; charset=utf-8",
        });
    }

    private static byte[]? Embedded(string path)
    {
        using var stream = typeof(AdjudicationPage).Assembly.GetManifestResourceStream($"kiosk-ui/{path}");
        if (stream is null)
            return null;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
