using System.Text.Json.Serialization;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;

namespace EdgeNode.Appliance.Feedback.SigningOn;

/// <summary>Whose token it is.</summary>
/// <param name="IsLive">Not ended, not idle for too long, not of somebody who was removed.</param>
/// <param name="Ends">When it ends at the latest.</param>
internal sealed record Signer(Person Person, bool IsLive, DateTimeOffset Ends);

/// <param name="Code">Of a person.</param>
/// <param name="Pin">Never logged, never kept.</param>
/// <param name="Badge">What a reader typed, instead of both. Never logged, never kept.</param>
public sealed record SignOnRequest(string? Code, string? Pin, string? Badge);

/// <summary>Who is signed on, as the page is told.</summary>
public sealed record SignedOn(string Code, string Name, string Role, double IdleSeconds, DateTimeOffset Ends)
{
    /// <summary>Told once, to whoever signed on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }
}

/// <summary>A sign-on, or why there is none.</summary>
public sealed record SignOnOutcome(SignedOn? Granted, ActRefusal? Refusal)
{
    internal static SignOnOutcome Done(SignedOn granted) => new(granted, null);

    internal static SignOnOutcome Refused(TimeSpan delay) => new(null, new(
        "SIGN_ON_REFUSED", "Code and PIN do not belong together, or the badge is nobody's.", StatusCodes.Status401Unauthorized)
    { RetryAfterSeconds = Whole(delay) });

    internal static SignOnOutcome Delayed(TimeSpan wait) => new(null, new(
        "SIGN_ON_DELAYED", "Too early after a wrong PIN, or too many at once: nothing was checked. Wait.", StatusCodes.Status429TooManyRequests)
    { RetryAfterSeconds = Whole(wait) });

    private static int Whole(TimeSpan wait) => (int)Math.Ceiling(wait.TotalSeconds);
}
