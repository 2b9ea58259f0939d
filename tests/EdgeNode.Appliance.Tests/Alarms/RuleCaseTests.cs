using CsCheck;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Alarms;

public sealed class RuleCaseTests
{
    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static readonly Gen<RuleCase.GivenNode> Nodes = Gen.Select(
        OneOf("N", "P", "ENE"), Gen.Double[0, 40], Gen.Double[0, 40], Gen.Double[0, 1], OneOf("left", "right", "midline"), Gen.Double[-60, 60], Gen.Double[0, 1],
        (label, sa, more, conf, side, x, low) => new RuleCase.GivenNode(label, sa, sa + more, conf, side, [x, 0, 0], low));

    public static TheoryData<string> Names => [.. RuleCase.All.Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_included_table_judges_every_boundary_case_as_written(string name)
    {
        var item = RuleCase.All.Single(item => item.Name == name);
        var priority = RuleCase.Included.Judge(Enum.Parse<CaseState>(item.State), item.Findings, item.Facts, item.Reviews);

        Assert.Equal(item.Level, priority?.Level);
        Assert.Equal(item.Rules, priority?.Reasons.Select(reason => reason.Rule) ?? []);
        Assert.Equal(priority?.Level, priority?.Reasons.Min(reason => reason.Level));
        Assert.True(priority is null || priority.RulesVersion == RuleCase.Included.Version);
    }

    [Fact]
    public void Every_rule_fires_in_some_case_and_names_code_and_source()
    {
        var fired = RuleCase.All.SelectMany(item => RuleCase.Included.Judge(Enum.Parse<CaseState>(item.State), item.Findings, item.Facts, item.Reviews)?.Reasons ?? []).ToList();
        Assert.Equal(
            ["E1", "E2", "E3", "E4", "E5", "E6", "R1", "R2", "R3", "R4", "R5", "R6", "U1", "U2", "U3", "default"],
            fired.Select(reason => reason.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.All(fired, reason => Assert.NotEmpty(reason.Code));
        Assert.All(fired.Where(reason => reason.Rule != "default"), reason => Assert.NotEmpty(reason.Source));
    }

    [Fact]
    public void A_reason_names_the_nodes_it_stands_on()
    {
        RuleCase.GivenNode[] nodes = [new("N", 6), new("P", 12, Side: "right"), new("ENE", 9), new("P", 7, Side: "midline")];
        var reasons = RuleCase.Included.Judge([.. nodes.Select((node, i) => node.ToFinding(i + 1))], new(1, 250, true)).Reasons.ToDictionary(reason => reason.Rule, reason => reason.Nodes);
        Assert.Equal([3], reasons["U1"]);
        Assert.Equal([2], reasons["E4"]);
        Assert.Equal([2, 3], reasons["E2"]);
        Assert.Equal([2, 3, 4], reasons["E3"]);
        Assert.Equal([4], reasons["R1"]);
    }

    [Fact]
    public void Adding_a_node_never_lowers_urgency_nor_silences_a_rule() =>
        Gen.Select(Nodes.Array[0, 6], Nodes, Gen.Bool).Sample((nodes, added, contrast) =>
        {
            NodeFinding[] before = [.. nodes.Select((node, i) => node.ToFinding(i + 1))];
            var (few, more) = (Judge(before), Judge([.. before, added.ToFinding(7)]));
            Assert.True(more.Level <= few.Level);
            Assert.Empty(few.Reasons.Select(reason => reason.Rule).Except(more.Reasons.Select(reason => reason.Rule)).Except(["default"]));

            CasePriority Judge(NodeFinding[] findings) => RuleCase.Included.Judge(findings, new(1, 250, contrast));
        }, iter: 3000);

    [Fact]
    public void Rejecting_a_node_never_raises_urgency() =>
        Gen.Select(Nodes.Array[1, 6], Gen.Int[0, 5], Gen.Bool, Gen.Bool).Sample((nodes, which, contrast, clinicalRisk) =>
        {
            var study = new StudyFacts(1, 250, contrast, ClinicalRisk: clinicalRisk);
            NodeFinding[] findings = [.. nodes.Select((node, i) => node.ToFinding(i + 1))];
            var rejected = new Dictionary<int, NodeReview> { [1 + (which % nodes.Length)] = new() { Rejected = true } };
            var (before, after) = (RuleCase.Included.Judge(findings, study), RuleCase.Included.Judge(findings, study, rejected));
            Assert.True(after.Level >= before.Level);

            // Rejected is as if it had never been marked.
            var without = RuleCase.Included.Judge([.. findings.Where(node => !rejected.ContainsKey(node.Id))], study);
            Assert.Equal(without.Reasons.Select(Words), after.Reasons.Select(Words));

            static string Words(PriorityReason reason) => $"{reason.Rule} {string.Join(',', reason.Nodes)}";
        }, iter: 3000);

    [Fact]
    public void Ticking_a_sign_or_making_a_node_more_suspect_never_lowers_urgency() =>
        Gen.Select(Nodes.Array[1, 5], Gen.Bool, Gen.Bool, Gen.Int[0, 4], Gen.Double[0, 20]).Sample((nodes, redFlag, clinicalRisk, which, larger) =>
        {
            NodeFinding[] findings = [.. nodes.Select((node, i) => node.ToFinding(i + 1))];
            var node = findings[which % findings.Length];
            var review = new NodeReview { Class = (NodeClass)Math.Min(3, (int)node.Label + 1), ShortAxisMm = node.ShortAxisMm + larger, LongAxisMm = node.GreatestDimensionMm + larger };
            var before = RuleCase.Included.Judge(findings, new(1, 250, true));
            var ticked = RuleCase.Included.Judge(findings, new(1, 250, true, redFlag, clinicalRisk));
            Assert.True(ticked.Level <= before.Level);

            // But for a cluster of borderline nodes: a node that grows out of the range counts as enlarged instead, which is as urgent.
            Assert.True(RuleCase.Included.Judge(findings, new(1, 250, true), new Dictionary<int, NodeReview> { [node.Id] = review }).Level <= before.Level);
        }, iter: 3000);

    [Fact]
    public void The_order_of_nodes_does_not_matter() =>
        Gen.Select(Nodes.Array[0, 6], Gen.Int[0, 1000]).Sample((nodes, seed) =>
        {
            NodeFinding[] findings = [.. nodes.Select((node, i) => node.ToFinding(i + 1))];
            NodeFinding[] shuffled = [.. findings];
            new Random(seed).Shuffle(shuffled);
            var (one, other) = (RuleCase.Included.Judge(findings, new(1, 250, true)), RuleCase.Included.Judge(shuffled, new(1, 250, true)));
            Assert.Equal(one.Level, other.Level);
            Assert.Equal(one.Reasons.Select(reason => reason.Rule), other.Reasons.Select(reason => reason.Rule));
        }, iter: 1000);

    [Fact]
    public void A_state_that_nobody_knows_is_a_defect_and_has_no_priority() =>
        Assert.Throws<ArgumentException>(() => RuleCase.Included.Judge((CaseState)99, [], new(1, 250, true)));

    [Fact]
    public void A_review_of_a_node_that_is_not_there_or_of_an_unknown_level_is_refused()
    {
        NodeFinding[] nodes = [new RuleCase.GivenNode("P", 9).ToFinding(1)];
        Assert.Throws<ArgumentException>(() => RuleCase.Included.Judge(nodes, new(1, 250, true), new Dictionary<int, NodeReview> { [2] = new() { Rejected = true } }));
        Assert.Throws<ArgumentException>(() => RuleCase.Included.Judge(nodes, new(1, 250, true), new Dictionary<int, NodeReview> { [1] = new() { Level = "2" } }));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void A_node_without_a_usable_number_is_a_defect_not_a_quiet_P4(double broken)
    {
        var node = new RuleCase.GivenNode("ENE", 9).ToFinding(1);
        foreach (var wrong in (NodeFinding[])[
            node with { ShortAxisMm = broken }, node with { GreatestDimensionMm = broken }, node with { VolumeMm3 = broken },
            node with { LowDensityFraction = broken }, node with { ClassProbabilities = [0, 0, broken] }])
        {
            Assert.Throws<ArgumentException>(() => RuleCase.Included.Judge([wrong], new(1, 250, true)));
        }
    }

    [Theory]
    [InlineData(8.19, false)]
    [InlineData(8.21, true)]
    [InlineData(10, true)]
    [InlineData(11.79, true)]
    [InlineData(11.81, false)]
    public void A_short_axis_within_the_segmentations_uncertainty_of_the_threshold_is_borderline(double shortAxisMm, bool expected) =>
        Assert.Equal(expected, RuleCase.Included.IsBorderline(shortAxisMm));

    [Fact]
    public void Limits_are_told_as_codes()
    {
        Assert.Equal(["THICK_SLICES", "SHORT_COVERAGE", "NO_CONTRAST"], RuleCase.Included.LimitsOf(new(5, 100, false)));
        Assert.Empty(RuleCase.Included.LimitsOf(new(3.0000001, 150, true)));
    }
}
