using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>What every act says: its id, chosen by the client so that a repeat is known as one, and who acts.</summary>
/// <param name="Act">A UUID of the client's.</param>
/// <param name="Reader">Code of a station; null where somebody is signed on.</param>
/// <param name="Revision">Revision of the alarm that was on the screen.</param>
public sealed record AcknowledgeRequest(Guid Act, string? Reader, int? Revision)
{
    /// <summary>Level of the alarm that was on the screen; needed where a review raised it, because its revision may have had another before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Level { get; init; }
}

/// <param name="Act">A UUID of the client's.</param>
/// <param name="Reader">Code of a station; null where somebody is signed on.</param>
/// <param name="Revision">Revision of the alarm, or of the case where it has no alarm, that was on the screen.</param>
/// <param name="Decision">One of <see cref="TransferDecision"/>.</param>
/// <param name="Reasons">Codes of <see cref="DecisionReasons"/>; at least one unless the transfer is now.</param>
/// <param name="Priority">The physician's own priority, 1 to 4; the box only proposes.</param>
public sealed record DecisionRequest(Guid Act, string? Reader, int? Revision, string? Decision, IReadOnlyList<string>? Reasons, int? Priority)
{
    /// <summary>As for <see cref="AcknowledgeRequest"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Level { get; init; }
}

/// <param name="Act">A UUID of the client's.</param>
/// <param name="Reader">Code of a station; null where somebody is signed on.</param>
public sealed record PauseRequest(Guid Act, string? Reader);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(PauseRequest))]
internal sealed partial class ActJson : JsonSerializerContext;
