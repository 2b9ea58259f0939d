using EdgeNode.Appliance.Sync;
using EdgeNode.TestPeers;
using MQTTnet;
using MQTTnet.Formatter;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task A_report_reaches_the_centre_through_the_broker_inside_the_box()
    {
        var port = FreePort.Next();
        await using var centre = new Centre($"mqtt://127.0.0.1:{port}");
        await centre.StartAsync();
        await using var box = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried });
        await box.AddAsync(300);
        await Eventually.TrueAsync(() => box.Receipts() == 300, "the reports are receipted");
        Assert.Equal((300L, 0), (centre.Reports, box.Status.Unsent));

        await centre.StopAsync();
        await Eventually.TrueAsync(() => !box.Status.CentreSeen, "the box sees the centre go");
        await box.AddAsync(1);
        await centre.StartAsync();
        await Eventually.TrueAsync(() => box.Receipts() == 301, "the late report is receipted");
        Assert.Equal(301, centre.Reports);
    }

    [Fact]
    public async Task Who_looks_in_without_a_name_sees_what_the_box_says()
    {
        var port = FreePort.Next();
        await using var box = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried });
        using var looking = new MqttClientFactory().CreateMqttClient();
        var seen = new TaskCompletionSource<string>();
        looking.ApplicationMessageReceivedAsync += message =>
        {
            seen.TrySetResult(message.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };
        await looking.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("").WithCleanStart().Build());
        await looking.SubscribeAsync("#");
        Assert.StartsWith("edge/v1/", await seen.Task.WaitAsync(TimeSpan.FromSeconds(180)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_with_what_to_do()
    {
        var port = FreePort.Next();
        await using var first = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried });
        var refused = await Assert.ThrowsAsync<IOException>(() => Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried }));
        Assert.Contains("sync.embeddedPort", refused.Message, StringComparison.Ordinal);
    }
}
