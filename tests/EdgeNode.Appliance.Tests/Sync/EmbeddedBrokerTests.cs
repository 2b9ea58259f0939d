using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeNode.Appliance.Hosting.Demo;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Schemas;
using EdgeNode.Contracts.Sync;
using EdgeNode.Contracts.Tests;
using EdgeNode.TestPeers;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

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
        await box.ReceiptedAsync(300);
        Assert.Equal((300L, 0), (centre.Reports, box.Status.Unsent));

        await centre.StopAsync();
        await Eventually.TrueAsync(() => !box.Status.CentreSeen, "the box sees the centre go");
        await box.AddAsync(1);
        await centre.StartAsync();
        await box.ReceiptedAsync(301);
        Assert.Equal(301, centre.Reports);
    }

    [Fact]
    public async Task Who_looks_in_without_a_name_sees_everything_and_each_message_is_as_its_schema_says()
    {
        var port = FreePort.Next();
        Assert.Equal($"mosquitto_sub -V 5 -p {port} -v -t '#'", new DemoPlan("", 0, 0, port, 0).LookIn);
        await using var box = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried with { Heartbeat = 0.2 } });
        using var looking = new MqttClientFactory().CreateMqttClient();
        var seen = new ConcurrentQueue<(string Topic, string Payload)>();
        looking.ApplicationMessageReceivedAsync += message =>
        {
            seen.Enqueue((message.ApplicationMessage.Topic, message.ApplicationMessage.ConvertPayloadToString()));
            return Task.CompletedTask;
        };
        await looking.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("").WithCleanStart().Build());
        await looking.SubscribeAsync("#");
        await using var centre = new Centre($"mqtt://127.0.0.1:{port}");
        await centre.StartAsync();

        var result = SampleResult.WithLevel(1);
        await box.AddAsync(result with { Nodes = [.. Enumerable.Range(1, 450).Select(id => result.Nodes[0] with { Id = id })] });
        await box.ActAsync(result);
        await box.AddAsync(result with { Revision = 2, State = CaseState.Failed, Reason = new("TOO_MANY_SLICES", "x"), Nodes = [], Priority = null });
        await box.ReceiptedAsync(4);
        var command = JsonSerializer.SerializeToUtf8Bytes(new Command(Guid.NewGuid(), Command.Rebirth), ContractsJson.Default.Command);
        await looking.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Topics.Command("edge-1")).WithPayload(command).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());

        string[] topics = ["ack", "cmd", "cmd/reply", "state", "up/feedback", "up/health", "up/nodes", "up/result"];
        await Eventually.TrueAsync(() => topics.Select(topic => $"edge/v1/edge-1/{topic}").Append(Topics.CentreState).All(topic => seen.Any(message => message.Topic == topic)), "every topic is seen");
        foreach (var (topic, payload) in seen)
        {
            var message = JsonNode.Parse(payload)!;
            Assert.True(new SchemaCheck(SchemaFiles.Of(message["schema"]!.GetValue<string>())).Violations(message) is [], $"{topic} {payload}");
        }
    }

    [Fact]
    public async Task A_centre_that_announces_itself_while_a_box_subscribes_is_seen_all_the_same()
    {
        var port = FreePort.Next();
        using var broker = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).Build());
        var announced = 0;
        broker.InterceptingSubscriptionAsync += async subscribing =>
        {
            // MQTTnet.Server has looked for retained messages by now, and takes the subscription in afterwards.
            if (subscribing.TopicFilter.Topic == Topics.CentreState && Interlocked.Exchange(ref announced, 1) == 0)
                await broker.InjectApplicationMessage(Topics.CentreState, """{"schema":"edge.centre/1","online":true,"id":"centre"}""", MqttQualityOfServiceLevel.AtLeastOnce, retain: true);
        };
        await broker.StartAsync();
        await using var box = await Box.StartAsync($"mqtt://127.0.0.1:{port}");
        await Eventually.TrueAsync(() => box.Status.CentreSeen, "the box sees the centre");
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
