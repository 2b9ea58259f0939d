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

        if (Comparison(text) is { } comparison && RuleFields.NodeNumbers.TryGetValue(comparison.Field, out var number))
        {
            if (comparison.Operand == "saThr" && number.Unit == "mm")
            {
                return node => comparison.Holds(number.Value(node), node.Threshold);
            }

            return Number(text, comparison, number.Unit, parameters, complain) is { } limit ? node => comparison.Holds(number.Value(node), limit) : null;
        }

        complain($"\"{text}\" is not a condition on a node; write cls, {Names(RuleFields.NodeNumbers.Keys)} with =, in, >=, >, <=, <, or {Names(RuleFields.NodeFlags.Keys)}");
        return null;
    }

    /// <summary>A condition on the study: <c>npos&gt;=2</c>, <c>limited</c>; with the nodes it stands on, null where it is about none.</summary>
    public static (Func<CaseFacts, bool> Holds, Func<CaseFacts, IEnumerable<NodeFacts>>? Nodes)? Study(string text, RuleParameters parameters, Action<string> complain)
    {
        if (RuleFields.StudyFlags.TryGetValue(text.Trim(), out var flag))
        {
            return (flag, null);
        }

        if (Comparison(text) is { } comparison && RuleFields.StudyNumbers.TryGetValue(comparison.Field, out var field))
        {
            // "Fewer than" would let one more suspect node take a reason away.
            if (comparison.Operator is not (">=" or ">"))
            {
                complain($"\"{text}\": a count of nodes is compared with >= or > only, so that a further node never lowers the urgency");
                return null;
            }

            return Number(text, comparison, RuleFields.Count, parameters, complain) is { } number
                ? (study => comparison.Holds(field.Value(study), number), field.Nodes)
                : null;
        }

        complain($"\"{text}\" is not a condition on a study; write {Names(RuleFields.StudyNumbers.Keys)} with >= or >, or {Names(RuleFields.StudyFlags.Keys)}");
        return null;
    }

    /// <summary>What stands on the right of a comparison: a parameter of the field's unit, or a plain number in that unit.</summary>
    private static double? Number(string text, ParsedComparison comparison, string unit, RuleParameters parameters, Action<string> complain)
    {
        var operand = comparison.Operand;
        if (parameters.IsNumber(operand) && RuleFields.UnitOf(operand) == unit)
        {
            return parameters[operand];
        }

        if (NumberShape().Match(operand) is { Success: true } literal)
        {
            var (number, written) = (double.Parse(literal.Groups["number"].Value, CultureInfo.InvariantCulture), literal.Groups["unit"].Value);
            if (written.Length > 0 && written != unit)
            {
                complain($"\"{text}\": '{written}' is not the unit of {comparison.Field}; write the number in {unit}, with or without it");
            }
            else if (unit == RuleFields.Share && number > 1)
            {
                complain($"\"{text}\": {comparison.Field} is a share between 0 and 1, so this would always or never hold");
            }
            else
            {
                return number;
            }

            return null;
        }

        complain(parameters.IsNumber(operand)
            ? $"\"{text}\": {comparison.Field} is a {unit}, '{operand}' is a {RuleFields.UnitOf(operand)}; write a parameter of the same unit"
            : $"\"{text}\": '{operand}' is neither a number in {unit} nor a parameter of this table");
        return null;
    }

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

    [GeneratedRegex(@"^\s*(?<field>\w+)\s*(?<op>>=|<=|>|<)\s*(?<operand>[\w.]+(\s*\w+)?)\s*$")]
    private static partial Regex ComparisonShape();

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?)\s*(?<unit>[A-Za-z]\w*)?$")]
    private static partial Regex NumberShape();
}
