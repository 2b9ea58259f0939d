namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>
/// A rule may give way only to rules at least as urgent, and never in a circle: otherwise a reason could be silenced and nothing as
/// urgent be left in its place.
/// </summary>
internal static class UnlessCheck
{
    public static IEnumerable<(Rule Rule, string Message)> Mistakes(IReadOnlyList<Rule> rules)
    {
        var byId = rules.GroupBy(rule => rule.Id).ToDictionary(same => same.Key, same => same.First());
        foreach (var rule in rules)
        {
            // Level 0 is a mistake of its own, told already.
            if (rule.Level > 0 && rule.Unless.FirstOrDefault(other => byId.TryGetValue(other, out var found) && found.Level > rule.Level) is { } lower)
            {
                yield return (rule, $"names '{lower}', which is less urgent: take it out, or the urgency could fall");
            }

            if (rule.Nodes is not null && rule.Unless.FirstOrDefault(other => byId.TryGetValue(other, out var found) && !found.NamesNodes) is { } nodeless)
            {
                yield return (rule, $"names '{nodeless}', which is about the study and never about a node, so that this rule would never give way: take it out");
            }

            if (rule.Unless.Contains(rule.Id))
            {
                yield return (rule, "names the rule itself: take it out, or the rule would never fire");
            }
            else if (Reaches(rule.Id, rule, byId, []))
            {
                yield return (rule, "leads back to this rule: rules that silence each other leave no reason; take one of them out");
            }
        }
    }

    private static bool Reaches(string target, Rule from, Dictionary<string, Rule> byId, HashSet<string> seen) =>
        from.Unless.Any(other => other == target || (seen.Add(other) && byId.TryGetValue(other, out var next) && Reaches(target, next, byId, seen)));
}
