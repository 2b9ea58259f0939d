using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>How a check came out.</summary>
internal enum CheckLevel
{
    Holds,

    /// <summary>The service runs, but something needs a person.</summary>
    Warns,

    /// <summary>The service would not start, or not analyse.</summary>
    Fails,
}

/// <summary>One line of <c>edgenode check</c>.</summary>
internal sealed record CheckFinding(string What, CheckLevel Level, string? Code, string Text, [property: JsonIgnore] int ExitCode)
{
    public override string ToString()
    {
        var word = Level switch { CheckLevel.Holds => "ok  ", CheckLevel.Warns => "warn", _ => "FAIL" };
        return $"{word}  {What,-13}  {(Code is null ? "" : Code + ": ")}{Text}";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<CheckFinding>))]
internal sealed partial class CheckJson : JsonSerializerContext;
