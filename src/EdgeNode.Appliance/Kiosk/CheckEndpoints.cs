using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// Checks that an engineer starts from the service page. They change nothing but what the box knows of itself. Bodies must be JSON by their
/// content type, so that a page of another origin cannot start one.
/// </summary>
public static class CheckEndpoints
{
    // One at a time: the golden case takes the processor.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static void MapChecks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/service/echo", (HttpRequest request, SelfEcho echo, DicomOptions dicom, CancellationToken cancel) => AnswerAsync(request, async () =>
            await echo.EchoAsync(cancel)
                ? new CheckResult(true, $"{dicom.AeTitle} {SelfEcho.AddressOf(dicom)}:{dicom.Port}")
                : new CheckResult(false, echo.Failure ?? "no answer")));

        routes.MapPost("/api/service/golden", (HttpRequest request, ModelHost models, TimeProvider time, CancellationToken cancel) => AnswerAsync(request, async () =>
            await models.TestAsync(cancel)
                ? new CheckResult(true, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC")
                : new CheckResult(false, models.Problem is { } problem ? $"{problem.Code}: {problem.Text}" : "no model is active")));
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, Func<Task<CheckResult>> check)
    {
        if (!request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (!await OneAtATime.WaitAsync(TimeSpan.Zero))
        {
            return Results.StatusCode(StatusCodes.Status409Conflict);
        }

        try
        {
            return Results.Json(await check(), KioskJson.Default.CheckResult);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}

/// <summary>What came of a check: passed, and where or when; or not, and what to do.</summary>
public sealed record CheckResult(bool Passed, string Text);
