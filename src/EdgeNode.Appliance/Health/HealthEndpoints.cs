using EdgeNode.Appliance.Intake.Retention;
using EdgeNode.Appliance.Kiosk;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Health;

/// <summary><c>/healthz</c>, <c>/metrics</c> and <c>/api/status</c>.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", (ApplianceHealth health) =>
        {
            var report = health.Report();
            return Results.Json(report, KioskJson.Default.HealthReport, statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        routes.MapGet("/api/status", (ApplianceHealth health, DicomConnectionHandler dicom, EvictionStore images) =>
            TypedResults.Ok(health.Status() with { Associations = dicom.Associations.Entries(), Retention = images.Status() }));
        routes.MapGet("/metrics", async (PrometheusPage page, HttpResponse response, CancellationToken cancel) =>
        {
            response.ContentType = PrometheusPage.ContentType;
            await page.WriteAsync(response.Body, cancel);
        });
    }
}
