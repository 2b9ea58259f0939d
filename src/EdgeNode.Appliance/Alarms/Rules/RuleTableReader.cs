using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Checks a table as a whole and collects every mistake with the rule it is in.</summary>
internal sealed class RuleTableReader
{
    private const int LeastUrgent = 4;
    private readonly List<OptionError> _errors = [];

    public static RuleTableLoading Read(RuleTableJson json)
    {
        var reader = new RuleTableReader();
        var table = reader.Table(json);
        return reader._errors.Count == 0 ? new(table, []) : new(null, reader._errors);
    }

    private RuleTable Table(RuleTableJson json)
    {
        foreach (var key in json.Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            Complain(key, "is not a part of a rule table; known are version, staging, note, first_match, params, rules, default, targets");
        }

        Require(!string.IsNullOrWhiteSpace(json.Version), "version", "is missing: name the table, such as \"2026.11\"");
        Require(!json.FirstMatch, "first_match", "must be false: every rule that fires is shown");
        Require(json.Default is { P: LeastUrgent, Reason.Length: > 0 }, "default", "must be { \"p\": 4, \"reason\": \"NO_ALARM_CRITERIA\" }");
        var written = (json.Rules ?? []).Select(rule => rule ?? new()).ToList();
        Require(written.Count > 0, "rules", "is empty: a table without rules would never alarm");
        var parameters = RuleParameters.Read(json.Params ?? [], Complain);
        var ids = written.Select(rule => rule.Id ?? "").ToList();
        var rules = written.Select((rule, index) => Rule(rule, index, ids, parameters)).ToList();
        foreach (var (rule, message) in UnlessCheck.Mistakes(rules))
        {
            Complain($"rule {rule}.unless", message);
        }

        return new(json.Version ?? "", parameters, rules, new("default", LeastUrgent, json.Default?.Reason ?? "", [], ""));
    }

    private Rule Rule(RuleJson rule, int index, List<string> ids, RuleParameters parameters)
    {
        var name = string.IsNullOrEmpty(rule.Id) ? $"rules[{index}]" : $"rule {rule.Id}";
        foreach (var key in rule.Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            Complain($"{name}.{key}", "is not a part of a rule; known are id, p, scope, when, unless, reason, src");
        }

        Require(!string.IsNullOrEmpty(rule.Id), name, "has no id");
        Require(ids.Count(id => id == rule.Id) == 1, name, "has an id that another rule has too");
        Require(rule.P is >= 1 and < LeastUrgent, $"{name}.p", "is 1, 2 or 3");
        Require(rule.Scope is "node" or "study", $"{name}.scope", "is \"node\" or \"study\"");
        Require(rule.When?.Count > 0, $"{name}.when", "is empty: the rule would always fire");
        Require(!string.IsNullOrEmpty(rule.Reason), $"{name}.reason", "is missing: give a code such as POS_ENLARGED");
        List<string> unless = [.. (rule.Unless ?? []).Select(other => other ?? "")];
        foreach (var other in unless.Where(other => !ids.Contains(other)))
        {
            Complain($"{name}.unless", $"names '{other}', which is no rule of this table");
        }

        var isStudy = rule.Scope == "study";
        return new(
            rule.Id ?? "",
            rule.P,
            rule.Reason ?? "",
            rule.Src ?? "",
            isStudy ? null : NodeConditions(rule, name, parameters),
            isStudy ? StudyConditions(rule, name, parameters) : null,
            unless);
    }

    private Func<NodeFacts, bool> NodeConditions(RuleJson rule, string name, RuleParameters parameters)
    {
        var conditions = (rule.When ?? []).Select(text => ConditionParser.Node(text ?? "", parameters, what => Complain($"{name}.when", what))).ToList();
        return node => conditions.All(holds => holds!(node));
    }

    private Func<CaseFacts, IReadOnlyList<NodeFacts>?> StudyConditions(RuleJson rule, string name, RuleParameters parameters)
    {
        var conditions = (rule.When ?? []).Select(text => ConditionParser.Study(text ?? "", parameters, what => Complain($"{name}.when", what))).ToList();
        return study => conditions.All(condition => condition!.Value.Holds(study))
            ? [.. conditions.SelectMany(condition => condition!.Value.Nodes(study)).Distinct()]
            : null;
    }

    private void Require(bool condition, string path, string message)
    {
        if (!condition)
        {
            Complain(path, message);
        }
    }

    private void Complain(string path, string message) => _errors.Add(new(path, message));
}
