using System.Text.Json;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Checks a table as a whole and collects every mistake with its place.</summary>
internal sealed class RuleTableReader
{
    internal const int LeastUrgent = 4;
    private static readonly string[] Parts = ["version", "staging", "note", "first_match", "params", "rules", "default", "targets"];

    private readonly RuleMistakes _mistakes = new();

    public static (RuleTable? Table, IReadOnlyList<RuleMistake> Mistakes) Read(LocatedJson json)
    {
        var reader = new RuleTableReader();
        var table = reader.Table(json);
        return reader._mistakes.All is { Count: > 0 } mistakes ? (null, mistakes) : (table, []);
    }

    private RuleTable? Table(LocatedJson json)
    {
        if (json.Kind != JsonValueKind.Object)
        {
            _mistakes.Add(json.At, "table", "is an object: { \"version\": …, \"params\": { … }, \"rules\": [ … ] }");
            return null;
        }

        _mistakes.CheckNames(json, "", Parts);
        var version = Text(json, "version", "is missing: name the table, such as \"2026.11\"");
        var staging = Text(json, "staging", $"is one of {string.Join(", ", StagingEditions.Known)}", StagingEditions.Known.Contains);
        _mistakes.Unless(json["first_match"]?.Kind is null or JsonValueKind.False, At(json, "first_match"), "first_match", "must be false: every rule that fires is shown");
        var otherwise = Default(json);
        CheckTargets(json);
        var parameters = RuleParameters.Read(json["params"] ?? LocatedJson.Absent(json.At), _mistakes);
        var written = json["rules"]?.Items ?? [];
        _mistakes.Unless(written.Count > 0, At(json, "rules"), "rules", "is empty: a table without rules would never alarm");

        var reader = new RuleReader(_mistakes, parameters, staging, [.. written.Select(rule => rule["id"]?.Text ?? "")]);
        var rules = written.Select(reader.Read).ToList();
        foreach (var (rule, message) in UnlessCheck.Mistakes(rules))
        {
            _mistakes.Add(rule.UnlessAt, $"rule {rule.Id}.unless", message);
        }

        return new(version, staging, parameters, rules, otherwise);
    }

    private PriorityReason Default(LocatedJson json)
    {
        var value = json["default"];
        var (p, reason) = (value?["p"]?.Number ?? 0, value?["reason"]?.Text ?? "");
        _mistakes.Unless(p == LeastUrgent && reason.Length > 0, At(json, "default"), "default", "must be { \"p\": 4, \"reason\": \"NO_ALARM_CRITERIA\" }");
        if (value is not null)
        {
            _mistakes.CheckNames(value, "default", "p", "reason");
        }

        return new("default", LeastUrgent, reason, [], "");
    }

    /// <summary>What a site promises for each urgency, in words.</summary>
    private void CheckTargets(LocatedJson json)
    {
        if (json["targets"] is { } targets)
        {
            _mistakes.CheckNames(targets, "targets", "1", "2", "3", "4");
            _mistakes.Unless(targets.Kind == JsonValueKind.Object && targets.Members.All(member => member.Value.Kind == JsonValueKind.String), targets.At, "targets", "says in words what is promised for each urgency: { \"1\": \"…\" }");
        }
    }

    private string Text(LocatedJson json, string name, string expected, Func<string, bool>? isKnown = null)
    {
        var text = json[name]?.Text ?? "";
        _mistakes.Unless(!string.IsNullOrWhiteSpace(text) && isKnown?.Invoke(text) != false, At(json, name), name, expected);
        return text;
    }

    /// <summary>Where a part stands; the beginning of the whole where it is missing.</summary>
    private static TextPosition At(LocatedJson json, string name) => json[name]?.At ?? json.At;
}
