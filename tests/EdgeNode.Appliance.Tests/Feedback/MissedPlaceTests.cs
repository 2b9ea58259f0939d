using EdgeNode.Appliance.Tests.Alarms;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>A node that a physician marked as missed and a later analysis finds is one node.</summary>
public sealed class MissedPlaceTests
{
    private static readonly RuleCase.GivenNode Elsewhere = new("N", 6);

    /// <summary>On the grid of the box: voxel 94, 64, 20 is at 30, 0, 40 mm, where marks lie.</summary>
    private static RuleCase.GivenNode FoundThere(string label, double shortMm, double[]? at = null) => new(label, shortMm, At: at ?? [31, 1, 42], Box: [88, 59, 17, 100, 69, 24]);

    [Fact]
    public async Task A_missed_node_that_a_later_analysis_finds_is_not_counted_twice()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await MarkedAsync(box, "Positive", 9, 8);
        Assert.Equal(3, box.Priority(id));

        await AgainAsync(box, id, FoundThere("P", 8), Elsewhere);
        Assert.Equal(1, box.Of(id).MissedNodes.Single().FoundAs);
        Assert.Equal(3, box.Priority(id));
        Assert.DoesNotContain(box.Of(id).Priority!.Reasons, reason => reason.Code == "POS_MULTIPLE");
    }

    [Fact]
    public async Task A_node_in_another_place_counts_beside_it()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await MarkedAsync(box, "Positive", 9, 8);
        await AgainAsync(box, id, FoundThere("P", 8, at: [36, 0, 40]));
        Assert.Null(box.Of(id).MissedNodes.Single().FoundAs);
        Assert.Equal(2, box.Priority(id));
        await AgainAsync(box, id, new RuleCase.GivenNode("P", 8, At: [31, 1, 42], Box: [96, 64, 18, 100, 69, 24]));
        Assert.Null(box.Of(id).MissedNodes.Single().FoundAs);
        Assert.Equal(2, box.Priority(id));
    }

    [Theory]
    [InlineData("Positive", 14, 11, "N", 6, 2)]
    [InlineData("Ene", 9, 8, "N", 6, 1)]
    [InlineData("Negative", 9, 8, "ENE", 8, 1)]
    [InlineData("Positive", 9, 8, "P", 12, 2)]
    public async Task Of_what_was_marked_and_what_was_found_the_worse_counts(string marked, double longMm, double shortMm, string found, double foundMm, int expected)
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await MarkedAsync(box, marked, longMm, shortMm);
        await AgainAsync(box, id, FoundThere(found, foundMm));
        Assert.Equal((1, expected), (box.Of(id).MissedNodes.Single().FoundAs, box.Priority(id)));
    }

    [Fact]
    public async Task A_place_that_was_found_and_rejected_keeps_its_mark()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await MarkedAsync(box, "Positive", 14, 11);
        await AgainAsync(box, id, FoundThere("P", 11));
        Assert.Null(await box.VerdictAsync(id, 1, "Reject", revision: 2));
        Assert.Equal(2, box.Priority(id));
    }

    [Fact]
    public async Task Two_marks_in_what_is_found_as_one_node_stay_two()
    {
        await using var box = await FeedbackBox.CreateAsync();
        var id = await MarkedAsync(box, "Positive", 9, 8);
        Assert.Null(await box.MissedAsync(id, "Positive", 9, 8, x: 34));
        await AgainAsync(box, id, FoundThere("P", 8, at: [32, 0, 40]));
        Assert.All(box.Of(id).MissedNodes, missed => Assert.Equal(1, missed.FoundAs));
        Assert.Contains(box.Of(id).Priority!.Reasons, reason => reason.Code == "POS_MULTIPLE" && reason.Nodes.SequenceEqual([1001, 1002]));
    }

    private static async Task<Guid> MarkedAsync(FeedbackBox box, string label, double longMm, double shortMm)
    {
        var id = await box.AnalysedAsync(Elsewhere);
        Assert.Null(await box.MissedAsync(id, label, longMm, shortMm));
        return id;
    }

    private static async Task AgainAsync(FeedbackBox box, Guid id, params RuleCase.GivenNode[] nodes)
    {
        await box.Box.ReceiveAsync(box.Box.Cases.Find(id)!.StudyUid);
        await box.AnalyseAsync(id, nodes);
    }
}
