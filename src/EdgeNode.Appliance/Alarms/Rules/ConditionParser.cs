using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>Turns the text of a condition into a function, or says what is wrong with it.</summary>
internal static partial class ConditionParser
{
    /// <summary>A condition on one node: <c>cls=ENE</c>, <c>cls in P,ENE</c>, <c>sa&gt;=10</c>, <c>maxd&gt;n3_mm</c>, <c>sa&gt;=saThr</c>, <c>necrotic</c>.</summary>
    public static Func<NodeFacts, bool>? Node(string text, RuleParameters parameters, Action<string> complain)
    {
        if (RuleFields.NodeFlags.TryGetValue(text.Trim(), out var flag))
        {
            return flag;
        }

        if (ClassShape().Match(text) is { Success: true } classes)
        {
            var wanted = classes.Groups["classes"].Value.Split(',', StringSplitOptions.TrimEntries);
            if (wanted.FirstOrDefault(name => !RuleFields.Classes.Contains(name)) is { } unknown)
            {
                complain($"\"{text}\": '{unknown}' is not a class; write N, P or ENE");
                return null;
            }

            return node => wanted.Contains(node.Class);
        }

        if (Comparison(text) is { } comparison && RuleFields.NodeNumbers.TryGetValue(comparison.Field, out var value))
        {
            if (comparison.Operand == "saThr")
            {
                return node => comparison.Holds(value(node), node.Threshold);
            }

            return Number(comparison.Operand, parameters) is { } number ? node => comparison.Holds(value(node), number) : Unknown(text, comparison.Operand, complain);
        }

        complain($"\"{text}\" is not a condition on a node; write cls, {Names(RuleFields.NodeNumbers.Keys)} with =, in, >=, >, <=, <, or {Names(RuleFields.NodeFlags.Keys)}");
        return null;
    }

    /// <summary>A condition on the study: <c>npos&gt;=2</c>, <c>limited</c>; with the nodes it stands on.</summary>
    public static (Func<CaseFacts, bool> Holds, Func<CaseFacts, IEnumerable<NodeFacts>> Nodes)? Study(string text, RuleParameters parameters, Action<string> complain)
    {
        if (RuleFields.StudyFlags.TryGetValue(text.Trim(), out var flag))
        {
            return (flag, _ => []);
        }

        if (Comparison(text) is { } comparison && RuleFields.StudyNumbers.TryGetValue(comparison.Field, out var field))
        {
            if (Number(comparison.Operand, parameters) is { } number)
            {
                return (study => comparison.Holds(field.Value(study), number), field.Nodes);
            }

            Unknown(text, comparison.Operand, complain);
            return null;
        }

        complain($"\"{text}\" is not a condition on a study; write {Names(RuleFields.StudyNumbers.Keys)} with >=, >, <=, <, or {Names(RuleFields.StudyFlags.Keys)}");
        return null;
    }

    private static Func<NodeFacts, bool>? Unknown(string text, string operand, Action<string> complain)
    {
        complain($"\"{text}\": '{operand}' is neither a number nor a parameter of this table");
        return null;
    }

    private static double? Number(string operand, RuleParameters parameters) =>
        parameters.IsNumber(operand) ? parameters[operand]
        : double.TryParse(operand, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : null;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static ParsedComparison? Comparison(string text) => ComparisonShape().Match(text) is { Success: true } match
        ? new(match.Groups["field"].Value, match.Groups["op"].Value, match.Groups["operand"].Value)
        : null;

    private sealed record ParsedComparison(string Field, string Operator, string Operand)
    {
        public bool Holds(double left, double right) => Operator switch
        {
            ">=" => left >= right,
            ">" => left > right,
            "<=" => left <= right,
            _ => left < right,
        };
    }

    [GeneratedRegex(@"^\s*cls\s*(=|\bin\b)\s*(?<classes>.+?)\s*$")]
    private static partial Regex ClassShape();

    [GeneratedRegex(@"^\s*(?<field>\w+)\s*(?<op>>=|<=|>|<)\s*(?<operand>[\w.]+)\s*$")]
    private static partial Regex ComparisonShape();
}
