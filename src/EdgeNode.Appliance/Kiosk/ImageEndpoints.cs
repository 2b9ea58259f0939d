using System.IO.Compression;
using System.Text.Json;
using EdgeNode.Appliance.Analysis;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>The volume and mask of a case's present revision, with the grid in header <c>X-Geometry</c>.</summary>
public static class ImageEndpoints
{
    private const string Binary = "application/octet-stream";

    public static IEndpointRouteBuilder MapImages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cases/{id:guid}/volume", (Guid id, CaseQueries cases, DerivedFiles files, HttpResponse response) =>
            Revision(id, cases, response) is { } revision
                ? Results.File(files.Volume(id, revision), Binary, enableRangeProcessing: true)
                : Results.NotFound());

        routes.MapGet("/api/cases/{id:guid}/mask", (Guid id, CaseQueries cases, DerivedFiles files, HttpRequest request, HttpResponse response) =>
        {
            if (Revision(id, cases, response) is not { } revision)
            {
                return Results.NotFound();
            }

            var file = File.OpenRead(files.Mask(id, revision));
            if (!request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            {
                return Results.Stream(new GZipStream(file, CompressionMode.Decompress), Binary);
            }

            response.Headers.ContentEncoding = "gzip";
            return Results.Stream(file, Binary);
        });
        return routes;
    }

    /// <summary>The analysed revision whose files may be drawn; none when the case has moved on or was never analysed.</summary>
    private static int? Revision(Guid id, CaseQueries cases, HttpResponse response)
    {
        if (cases.Detail(id)?.Result is not { Geometry: { } geometry } result)
        {
            return null;
        }

        var header = new GridHeader(geometry.Size, geometry.SpacingMm, geometry.OriginMm, geometry.Direction);
        response.Headers["X-Geometry"] = JsonSerializer.Serialize(header, KioskJson.Default.GridHeader);
        response.Headers["X-Revision"] = result.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return result.Revision;
    }
}
