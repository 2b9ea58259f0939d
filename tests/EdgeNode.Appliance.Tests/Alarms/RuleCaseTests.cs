using CsCheck;
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
        var priority = RuleCase.Included.Judge(item.Findings, item.Facts);

        Assert.Equal(item.Level, priority.Level);
        Assert.Equal(item.Rules, priority.Reasons.Select(reason => reason.Rule));
        Assert.Equal(priority.Level, priority.Reasons.Min(reason => reason.Level));
        Assert.Equal(RuleCase.Included.Version, priority.RulesVersion);
    }

    [Fact]
    public void Every_rule_fires_in_some_case_and_names_code_and_source()
    {
        var fired = RuleCase.All.SelectMany(item => RuleCase.Included.Judge(item.Findings, item.Facts).Reasons).ToList();
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
