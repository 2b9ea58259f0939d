using System.Text.Json;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Reads the rules of a table one by one.</summary>
/// <param name="ids">The ids of all rules of the table.</param>
internal sealed class RuleReader(RuleMistakes mistakes, RuleParameters parameters, string staging, IReadOnlyList<string> ids)
{
    private static readonly string[] Parts = ["id", "p", "scope", "when", "unless", "reason", "src"];

    public Rule Read(LocatedJson rule, int index)
    {
        var id = rule["id"]?.Text ?? "";
        var name = id.Length == 0 ? $"rules[{index}]" : $"rule {id}";
        mistakes.CheckNames(rule, name, Parts);
        mistakes.Unless(id.Length > 0, At(rule, "id"), name, "has no id");
        mistakes.Unless(ids.Count(other => other == id) == 1, At(rule, "id"), name, "has an id that another rule has too");
        var level = rule["p"]?.Number ?? 0;
        mistakes.Unless(level is 1 or 2 or 3, At(rule, "p"), $"{name}.p", "is 1, 2 or 3");
        var scope = rule["scope"]?.Text;
        mistakes.Unless(scope is "node" or "study", At(rule, "scope"), $"{name}.scope", "is \"node\" or \"study\"");
        var reason = rule["reason"]?.Text ?? "";
        mistakes.Unless(reason.Length > 0, At(rule, "reason"), $"{name}.reason", "is missing: give a code such as POS_ENLARGED");
        var when = Texts(rule, "when", name);
        mistakes.Unless(when.Count > 0, At(rule, "when"), $"{name}.when", "is empty: the rule would always fire");
        var unless = Texts(rule, "unless", name);
        foreach (var other in unless.Where(other => !ids.Contains(other.Text)))
        {
            mistakes.Add(other.At, $"{name}.unless", $"names '{other.Text}', which is no rule of this table");
        }

        var isStudy = scope == "study";
        var study = isStudy ? StudyConditions(when, name) : (null, true);
        return new(
            id,
            level is 1 or 2 or 3 ? (int)level : 0,
            reason,
            Source(rule, name),
            isStudy ? null : NodeConditions(when, name),
            study.Fires,
            [.. unless.Select(other => other.Text)],
            At(rule, "unless"),
            study.NamesNodes);
    }

    private Func<NodeFacts, bool> NodeConditions(IReadOnlyList<LocatedJson> when, string name)
    {
        var conditions = when.Select(text => ConditionParser.Node(text.Text, parameters, what => mistakes.Add(text.At, $"{name}.when", what))).ToList();
        return node => conditions.All(holds => holds!(node));
    }

    private (Func<CaseFacts, IReadOnlyList<NodeFacts>?>? Fires, bool NamesNodes) StudyConditions(IReadOnlyList<LocatedJson> when, string name)
    {
        var conditions = when.Select(text => ConditionParser.Study(text.Text, parameters, what => mistakes.Add(text.At, $"{name}.when", what))).ToList();

        // A condition that is none is a mistake of its own, told already.
        var namesNodes = conditions.Any(condition => condition is not { Nodes: null });
        return (
            study => conditions.All(condition => condition!.Value.Holds(study))
                ? [.. conditions.SelectMany(condition => condition!.Value.Nodes?.Invoke(study) ?? []).Distinct()]
                : null,
            namesNodes);
    }

    /// <summary>One source for every edition, or one for each: the table's own is what the reason names.</summary>
    private string Source(LocatedJson rule, string name)
    {
        if (rule["src"] is not { } source)
        {
            return "";
        }

        mistakes.CheckNames(source, $"{name}.src", StagingEditions.Known);
        var text = source.Kind == JsonValueKind.Object ? source[staging] : source;
        mistakes.Unless(text?.Kind == JsonValueKind.String, source.At, $"{name}.src", $"is a text, or one for each staging edition with one for {staging}");
        return text?.Text ?? "";
    }

    private IReadOnlyList<LocatedJson> Texts(LocatedJson rule, string part, string name)
    {
        if (rule[part] is not { Kind: not JsonValueKind.Null } list)
        {
            return [];
        }

        mistakes.Unless(list.Kind == JsonValueKind.Array, list.At, $"{name}.{part}", "is a list of texts in square brackets");
        return list.Items;
    }

    private static TextPosition At(LocatedJson rule, string part) => rule[part]?.At ?? rule.At;
}
