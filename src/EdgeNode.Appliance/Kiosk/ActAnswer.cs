using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Feedback.Record;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// From a request to an act and its answer. Bodies must be JSON by their content type, and a sign-on travels in a header, so that a page of
/// another origin can send neither unasked.
/// </summary>
internal static class ActAnswer
{
    private const string Scheme = "Bearer ";

    /// <param name="request">Of any client.</param>
    /// <param name="type">Of the body.</param>
    /// <param name="station">The station that the body names; null where stations cannot act.</param>
    /// <param name="act">Does it.</param>
    /// <param name="cancel">The client went away.</param>
    public static async Task<IResult> OfAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, Func<T, string?>? station, Func<T, ActSender, Task<ActRefusal?>> act, CancellationToken cancel)
        where T : class
    {
        if (await ReadAsync(request, type, cancel) is not { } body)
        {
            return Refused(ActRefusals.BodyMalformed);
        }

        var refusal = await act(body, new(Token(request), station?.Invoke(body)));
        return refusal is null ? TypedResults.NoContent() : Refused(refusal);
    }

    public static IResult Refused(ActRefusal refusal) => new RefusalResult(refusal);

    /// <summary>The token of the sign-on that a request names (RFC 6750, 2.1); null: none.</summary>
    public static string? Token(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    public static async Task<T?> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        try
        {
            return request.HasJsonContentType() ? await request.ReadFromJsonAsync(type, cancel) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class RefusalResult(ActRefusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (refusal.RetryAfterSeconds is { } seconds)
            {
                httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            return Results.Json(refusal, KioskJson.Default.ActRefusal, statusCode: refusal.Status).ExecuteAsync(httpContext);
        }
    }
}
