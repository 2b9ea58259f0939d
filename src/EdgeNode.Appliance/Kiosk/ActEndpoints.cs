using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Appliance.Alarms.Acts;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// What people do: 204 when it is done and durable, otherwise the refusal's code and words. Bodies must be JSON by their content type, so that
/// a page of another origin cannot send one unasked.
/// </summary>
public static class ActEndpoints
{
    public static void MapActs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/acts", (Readers readers) => TypedResults.Ok(new ActChoices(
            [.. readers.All.Select(reader => new ReaderChoice(reader.Code, reader.Name))], DecisionReasons.Codes)));

        routes.MapPost("/api/cases/{id:guid}/acknowledge", (Guid id, HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            AnswerAsync(request, ActJson.Default.AcknowledgeRequest, act => acts.AcknowledgeAsync(id, act, cancel), cancel));

        routes.MapPost("/api/cases/{id:guid}/decision", (Guid id, HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            AnswerAsync(request, ActJson.Default.DecisionRequest, act => acts.DecideAsync(id, act, cancel), cancel));

        routes.MapPost("/api/alarms/pause", (HttpRequest request, AlarmActs acts, CancellationToken cancel) =>
            AnswerAsync(request, ActJson.Default.PauseRequest, act => acts.PauseAsync(act, cancel), cancel));
    }

    private static async Task<IResult> AnswerAsync<T>(HttpRequest request, JsonTypeInfo<T> type, Func<T, Task<ActRefusal?>> act, CancellationToken cancel)
    {
        var refusal = await ReadAsync(request, type, cancel) is { } body ? await act(body) : ActRefusals.BodyMalformed;
        return refusal is null ? TypedResults.NoContent() : Results.Json(refusal, KioskJson.Default.ActRefusal, statusCode: refusal.Status);
    }

    private static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        try
        {
            return request.HasJsonContentType() ? await request.ReadFromJsonAsync(type, cancel) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
