using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>The rule table as it is written in JSON; unknown keys are collected, to be told all at once.</summary>
internal sealed record RuleTableJson
{
    public string? Version { get; set; }

    /// <summary>Staging edition the sources refer to.</summary>
    public string? Staging { get; set; }

    public string? Note { get; set; }

    /// <summary>Must be absent or false: every rule that fires is a reason.</summary>
    public bool FirstMatch { get; set; }

    public Dictionary<string, JsonElement>? Params { get; set; }

    public IReadOnlyList<RuleJson?>? Rules { get; set; }

    public DefaultJson? Default { get; set; }

    /// <summary>What a site promises for each urgency, in words.</summary>
    public Dictionary<string, string>? Targets { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record RuleJson
{
    public string? Id { get; set; }

    public int P { get; set; }

    public string? Scope { get; set; }

    public IReadOnlyList<string?>? When { get; set; }

    public IReadOnlyList<string?>? Unless { get; set; }

    public string? Reason { get; set; }

    public string? Src { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record DefaultJson(int P, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
[JsonSerializable(typeof(RuleTableJson))]
internal sealed partial class RuleJsonContext : JsonSerializerContext;
