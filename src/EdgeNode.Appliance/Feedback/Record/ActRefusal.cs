using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Feedback.Record;

/// <summary>An act that was not taken: a stable code, what to do, and the HTTP status.</summary>
public sealed record ActRefusal(string Code, string Text, [property: JsonIgnore] int Status)
{
    /// <summary>When it is worth trying again; null where waiting does not help.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? RetryAfterSeconds { get; init; }
}
