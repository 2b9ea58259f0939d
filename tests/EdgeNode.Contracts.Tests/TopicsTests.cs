using CsCheck;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Contracts.Tests;

public sealed class TopicsTests
{
    private static readonly Gen<string> NodeName =
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[1, 32].Select(letters => new string(letters)).Where(name => name is not ("centre" or "fleet"));

    [Fact]
    public void Every_node_name_survives_the_way_into_a_topic_and_back() => NodeName.Sample(name =>
        Topics.ParseUp(Topics.Result(name)) == (name, "result")
        && Topics.ParseUp(Topics.Health(name)) == (name, "health")
        && Topics.ParseNodeState(Topics.NodeState(name)) == name);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Edge")]
    [InlineData("a/b")]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a\n")]
    [InlineData("centre")]
    [InlineData("fleet")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456")]
    public void A_name_that_would_reach_into_another_branch_is_refused(string? name)
    {
        Assert.False(Topics.IsNodeName(name));
        Assert.Throws<ArgumentException>(() => Topics.Ack(name!));
    }

    [Theory]
    [InlineData("edge/v1/centre/state")]
    [InlineData("edge/v2/edge-1/up/result")]
    [InlineData("edge/v1/edge-1/up/result/more")]
    [InlineData("edge/v1/EDGE/up/result")]
    public void Other_topics_are_nobodys(string topic)
    {
        Assert.Null(Topics.ParseUp(topic));
        Assert.Null(Topics.ParseNodeState(topic));
    }
}
