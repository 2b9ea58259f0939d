using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>Volume and mask of a case's present revision, or of a revision by its number, with the grid in header <c>X-Geometry</c>.</summary>
public static class ImageEndpoints
{
    private const string Binary = "application/octet-stream";

    public static IEndpointRouteBuilder MapImages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/cases/{id:guid}/volume", (Guid id, Priors results, DerivedFiles files, EvictionStore evictions, HttpResponse response) =>
            Volume(id, results.Present(id), files, evictions, response));
        routes.MapGet("/api/cases/{id:guid}/mask", (Guid id, Priors results, DerivedFiles files, HttpContext context) =>
            Mask(id, results.Present(id), files, context));

        // What is compared with: the address says which revision, whatever the case is at now.
        routes.MapGet("/api/cases/{id:guid}/revisions/{revision:int}/volume", (Guid id, int revision, Priors results, DerivedFiles files, EvictionStore evictions, HttpResponse response) =>
            Volume(id, results.Result(id, revision), files, evictions, response));
        routes.MapGet("/api/cases/{id:guid}/revisions/{revision:int}/mask", (Guid id, int revision, Priors results, DerivedFiles files, HttpContext context) =>
            Mask(id, results.Result(id, revision), files, context));
        routes.MapGet("/api/cases/{id:guid}/revisions/{revision:int}/result", (Guid id, int revision, Priors results) =>
            results.Result(id, revision) is { } result ? Results.Ok(result) : Results.NotFound());
        routes.MapGet("/api/cases/{id:guid}/priors", (Guid id, Priors results) => Results.Ok(results.Of(id)));
        return routes;
    }

    /// <summary>410 (Gone) where retention has removed it: the page then says so instead of calling it a fault.</summary>
    private static IResult Volume(Guid id, CaseResult? result, DerivedFiles files, EvictionStore evictions, HttpResponse response) =>
        Named(result, response) && files.Volume(id, result!.Revision) is var file && File.Exists(file) ? new ByteRangeFile(file)
        : result is not null && evictions.IsRemoved(id, result.Revision) ? Results.StatusCode(StatusCodes.Status410Gone)
        : Results.NotFound();

    private static IResult Mask(Guid id, CaseResult? result, DerivedFiles files, HttpContext context)
    {
        if (!Named(result, context.Response) || !File.Exists(files.Mask(id, result!.Revision)))
        {
            return Results.NotFound();
        }

        var file = File.OpenRead(files.Mask(id, result.Revision));
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Stream(new GZipStream(file, CompressionMode.Decompress), Binary);
        }

        context.Response.Headers.ContentEncoding = "gzip";
        return Results.Stream(file, Binary);
    }

    /// <summary>Says whose grid it is; false where there is nothing that may be drawn.</summary>
    private static bool Named(CaseResult? result, HttpResponse response)
    {
        if (result?.Geometry is not { } geometry)
        {
            return false;
        }

        var header = new GridHeader(geometry.Size, geometry.SpacingMm, geometry.OriginMm, geometry.Direction);
        response.Headers["X-Geometry"] = JsonSerializer.Serialize(header, KioskJson.Default.GridHeader);
        response.Headers["X-Revision"] = result.Revision.ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        return true;
    }
}
