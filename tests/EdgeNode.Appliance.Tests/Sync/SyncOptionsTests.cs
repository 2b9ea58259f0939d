using EdgeNode.Appliance.Sync;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class SyncOptionsTests
{
    [Fact]
    public void The_defaults_need_no_configuration() => Assert.Empty(new SyncOptions().Validate());

    [Fact]
    public void Every_error_is_told_at_once_with_its_path()
    {
        var options = new SyncOptions
        {
            Broker = "mqtts://broker",
            Node = "Our Hospital",
            EmbeddedPort = 0,
            Tls = new() { Authority = "/nowhere/ca.pem", Key = "/nowhere/key.pem" },
            Timings = new() { KeepAlive = 0.5, ShortestPause = 10, LongestPause = 1, Resend = double.NaN },
        };
        Assert.Equal(
            ["sync.embeddedPort", "sync.node", "sync.timings.keepAlive", "sync.timings.longestPause", "sync.timings.resend", "sync.tls.authority", "sync.tls.certificate", "sync.tls.key"],
            options.Validate().Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("broker:1883")]
    [InlineData("http://broker")]
    [InlineData("")]
    public void A_broker_that_cannot_be_one_is_told(string broker) =>
        Assert.Equal("sync.broker", Assert.Single(new SyncOptions { Broker = broker }.Validate()).Path);
}
