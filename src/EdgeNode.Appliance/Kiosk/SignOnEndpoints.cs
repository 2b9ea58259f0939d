using System.Text.Json.Serialization;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Feedback.SigningOn;

namespace EdgeNode.Appliance.Kiosk;

/// <summary><c>/api/sign-on</c> and <c>/api/sign-off</c> (docs/feedback.md).</summary>
public static class SignOnEndpoints
{
    public static void MapSignOn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/sign-on", async (HttpRequest request, SignOns signOns, CancellationToken cancel) =>
        {
            if (await ActAnswer.ReadAsync(request, SignOnJson.Default.SignOnRequest, cancel) is not { } asked)
            {
                return ActAnswer.Refused(ActRefusals.BodyMalformed);
            }

            var outcome = asked.Badge is { } badge ? await signOns.BeginAsync(badge, cancel) : await signOns.BeginAsync(asked.Code, asked.Pin, cancel);
            return outcome.Granted is { } granted ? TypedResults.Ok(granted) : ActAnswer.Refused(outcome.Refusal!);
        });

        routes.MapGet("/api/sign-on", (HttpRequest request, SignOns signOns) => Told(signOns.Look(ActAnswer.Token(request))));

        routes.MapPost("/api/sign-on/extend", async (HttpRequest request, SignOns signOns, CancellationToken cancel) =>
            Told(await signOns.ExtendAsync(ActAnswer.Token(request), cancel)));

        routes.MapPost("/api/sign-off", async (HttpRequest request, SignOns signOns, CancellationToken cancel) =>
        {
            await signOns.EndAsync(ActAnswer.Token(request), cancel);
            return TypedResults.NoContent();
        });
    }

    private static IResult Told(SignedOn? signedOn) => signedOn is null ? ActAnswer.Refused(ActRefusals.SignOnRequired) : TypedResults.Ok(signedOn);
}

/// <summary>Strict, as for acts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SignOnRequest))]
internal sealed partial class SignOnJson : JsonSerializerContext;
