using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>
/// A validated rule table. The highest urgency wins; every rule that fires is told with its nodes and its source. Only analysed studies
/// are judged: a case that was not analysed has no priority and never comes here.
/// </summary>
public sealed class RuleTable
{
    private readonly RuleParameters _parameters;
    private readonly IReadOnlyList<Rule> _rules;
    private readonly PriorityReason _default;

    internal RuleTable(string version, string staging, RuleParameters parameters, IReadOnlyList<Rule> rules, PriorityReason otherwise) =>
        (Version, Staging, _parameters, _rules, _default) = (version, staging, parameters, rules, otherwise);

    public string Version { get; }

    /// <summary>Staging edition whose sources the reasons name.</summary>
    public string Staging { get; }

    /// <summary>How many rules it has.</summary>
    public int Count => _rules.Count;

    /// <summary>Judges a case in any state. Only an analysed one has a priority: what was not analysed is neither urgent nor calm.</summary>
    /// <param name="reviews">What physicians said of single nodes, by node number.</param>
    /// <exception cref="ArgumentException">Nodes are broken, as below, or the state is none of ours.</exception>
    public CasePriority? Judge(CaseState state, IReadOnlyList<NodeFinding> nodes, StudyFacts study, IReadOnlyDictionary<int, NodeReview>? reviews = null) => state switch
    {
        CaseState.Analysed => Judge(nodes, study, reviews),
        CaseState.Receiving or CaseState.Complete or CaseState.Unsuitable or CaseState.Queued or CaseState.Analysing or CaseState.Failed => null,
        _ => throw new ArgumentException($"'{state}' is not a state of a case: nothing can be said of it.", nameof(state)),
    };

    /// <summary>Judges the nodes of an analysed study.</summary>
    /// <param name="reviews">What physicians said of single nodes, by node number.</param>
    /// <exception cref="ArgumentException">A node has no finite size or no class, or a review is of no node: silence would be a lie.</exception>
    public CasePriority Judge(IReadOnlyList<NodeFinding> nodes, StudyFacts study, IReadOnlyDictionary<int, NodeReview>? reviews = null) =>
        Judge(nodes, new StudySigns(study.RedFlag, study.ClinicalRisk), LimitsOf(study), reviews);

    /// <summary>Judges the nodes of a study that was analysed before, with the limits that were told then.</summary>
    /// <inheritdoc cref="Judge(IReadOnlyList{NodeFinding}, StudyFacts, IReadOnlyDictionary{int, NodeReview})"/>
    public CasePriority Judge(IReadOnlyList<NodeFinding> nodes, StudySigns signs, IReadOnlyList<string> limits, IReadOnlyDictionary<int, NodeReview>? reviews = null)
    {
        var facts = new CaseFacts(nodes, signs, limits, reviews ?? new Dictionary<int, NodeReview>(), _parameters);
        var fired = _rules.ToDictionary(rule => rule.Id, rule => Fire(rule, facts));
        var reasons = new List<PriorityReason>();
        foreach (var rule in _rules)
        {
            if (fired[rule.Id] is not { } on)
            {
                continue;
            }

            var remaining = rule.Nodes is null
                ? rule.Unless.Any(other => fired[other] is not null) ? null : on
                : on.Where(node => !rule.Unless.Any(other => fired[other]?.Contains(node) == true)).ToList();
            if (remaining is not null && (rule.Nodes is null || remaining.Count > 0))
            {
                reasons.Add(new(rule.Id, rule.Level, rule.Code, [.. remaining.Select(node => node.Node.Id)], rule.Source));
            }
        }

        if (reasons.Count == 0)
        {
            reasons.Add(_default);
        }

        return new(reasons.Min(reason => reason.Level), [.. reasons.OrderBy(reason => reason.Level)], Version);
    }

    /// <summary>Codes of what limits the analysis of a study.</summary>
    public IReadOnlyList<string> LimitsOf(StudyFacts study) => StudyLimits.Of(study, _parameters);

    /// <summary>The short axis lies so near its threshold that the segmentation's own error could move it across (18 % by default).</summary>
    public bool IsBorderline(double shortAxisMm)
    {
        var threshold = _parameters.ShortAxisThreshold(level: null);
        return Math.Abs(shortAxisMm - threshold) <= threshold * _parameters["uncertainty_frac"];
    }

    private static IReadOnlyList<NodeFacts>? Fire(Rule rule, CaseFacts facts)
    {
        if (rule.Study is not null)
        {
            return rule.Study(facts);
        }

        var nodes = facts.Nodes.Where(rule.Nodes!).ToList();
        return nodes.Count > 0 ? nodes : null;
    }
}
