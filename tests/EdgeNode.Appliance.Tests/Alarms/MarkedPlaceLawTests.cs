using CsCheck;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Alarms;

/// <summary>The laws of the rules where physicians' marks and found nodes share places: adding never lowers, rejecting never raises.</summary>
public sealed class MarkedPlaceLawTests
{
    private const int Most = 6;

    /// <summary>Many of them borderline and near each other, so that clusters come about.</summary>
    private static readonly Gen<RuleCase.GivenNode> Nodes = Gen.Select(
        Gen.Int[0, 5], Gen.Double[6, 11], Gen.Int[0, 9], Gen.Double[-45, 45],
        (label, sa, side, x) => new RuleCase.GivenNode(label switch { 0 => "P", 1 => "ENE", _ => "N" }, sa, Side: side < 8 ? "left" : "right", At: [x, 0, 0]));

    /// <summary>Nodes, and for each the one that it marks, if that is none of the marks itself.</summary>
    private static readonly Gen<(NodeFinding[] Nodes, Dictionary<int, NodeReview> Marks)> Cases = Gen.Select(Nodes.Array[1, Most], Gen.Int[-3, Most - 1].Array[Most]).Select((nodes, marks) =>
    {
        NodeFinding[] findings = [.. nodes.Select((node, i) => node.ToFinding(i + 1))];
        return (findings, Enumerable.Range(0, nodes.Length)
            .Where(i => marks[i] >= 0 && marks[i] < nodes.Length && marks[marks[i]] < 0)
            .ToDictionary(i => i + 1, i => new NodeReview { SameAs = marks[i] + 1 }));
    });

    [Fact]
    public void Two_marks_in_one_found_node_and_a_third_near_are_a_cluster_whether_the_found_node_is_rejected_or_not()
    {
        NodeFinding[] nodes = [Borderline(1, 0), Borderline(2, -4), Borderline(3, 4), Borderline(4, 12)];
        var reviews = new Dictionary<int, NodeReview> { [2] = new() { SameAs = 1 }, [3] = new() { SameAs = 1 } };
        var before = Judge(nodes, reviews);
        Assert.Equal((3, "R3"), (before.Level, before.Reasons[0].Rule));
        Assert.Equal([2, 3, 4], before.Reasons[0].Nodes.Order());
        reviews[1] = new() { Rejected = true };
        Assert.Equal(3, Judge(nodes, reviews).Level);
    }

    [Fact]
    public void A_place_that_was_marked_and_found_is_one_of_a_cluster()
    {
        NodeFinding[] nodes = [Borderline(1, 0), Borderline(2, 2), Borderline(3, 12)];
        Assert.Equal(4, Judge(nodes, new() { [2] = new() { SameAs = 1 } }).Level);
        Assert.Equal(3, Judge(nodes, []).Level);
    }

    [Fact]
    public void Rejecting_never_raises_urgency() => Gen.Select(Cases, Gen.Int[0, Most]).Sample((given, which) =>
    {
        var (nodes, marks) = given;
        var id = 1 + (which % nodes.Length);
        var rejected = new Dictionary<int, NodeReview>(marks) { [id] = new() { Rejected = true, SameAs = marks.GetValueOrDefault(id)?.SameAs } };
        Assert.True(Judge(nodes, rejected).Level >= Judge(nodes, marks).Level);
    }, iter: 20000);

    [Fact]
    public void Adding_never_lowers_urgency() => Gen.Select(Cases, Gen.Int[0, Most]).Sample((given, which) =>
    {
        var (nodes, marks) = given;
        var id = 1 + (which % nodes.Length);
        var few = Judge([.. nodes.Where(node => node.Id != id)], marks.Where(mark => mark.Key != id).ToDictionary());
        Assert.True(Judge(nodes, marks).Level <= few.Level);
    }, iter: 20000);

    private static NodeFinding Borderline(int id, double x) => new RuleCase.GivenNode("N", 8.5, At: [x, 0, 0]).ToFinding(id);

    private static CasePriority Judge(NodeFinding[] nodes, Dictionary<int, NodeReview> reviews) => RuleCase.Included.Judge(nodes, new(1, 250, true), reviews);
}
