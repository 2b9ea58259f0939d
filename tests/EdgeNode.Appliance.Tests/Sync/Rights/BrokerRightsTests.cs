using EdgeNode.Appliance.Sync;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync.Rights;

/// <summary>Who may do what at a real mosquitto with the configuration and the access list that docs/centre.md prints.</summary>
public sealed class BrokerRightsTests : IAsyncLifetime
{
    private readonly TestAuthority _authority = new("edge-7", "edge-8", "centre");
    private readonly DocumentedBroker _broker;

    public BrokerRightsTests() => _broker = new(_authority);

    public async ValueTask InitializeAsync() => await _broker.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Boxes_and_two_centres_do_their_work()
    {
        await using var first = new Centre(Options("centre"));
        await using var second = new Centre(Options("centre-2"));
        await first.StartAsync();
        await second.StartAsync();
        await Eventually.TrueAsync(() => first.IsConnected && second.IsConnected, "both share the subscription");
        await using var box = await BoxAsync("edge-7");
        await using var other = await BoxAsync("edge-8");
        await box.AddAsync(20);
        await other.AddAsync(20);
        await Eventually.TrueAsync(() => box.Receipts() == 20 && other.Receipts() == 20, "all is receipted");

        // They share: what is at the one is not at the other, unless it was sent twice.
        Assert.NotEqual(0, first.Reports);
        Assert.NotEqual(0, second.Reports);
        await Eventually.TrueAsync(() => first.Queries.Sites().Concat(second.Queries.Sites()).Where(site => site.LastHeartbeat is not null).Select(site => site.Site).Distinct().Count() == 2, "both beat");

        using var team = await CallerAsync("centre");
        await team.ListenAsync(Topics.CommandReply("edge-7"), "edge/v1/edge-7/cmd/reply/desk-3");
        Assert.Equal("Success", await team.SayAsync(Topics.Command("edge-7"), """{"schema":"edge.command/1","id":"0198c0de-2222-7000-8000-000000000001","name":"rebirth"}"""));
        await team.HearsAsync("edge/v1/edge-7/cmd/reply {");
        Assert.Equal("Success", await team.SayAsync(Topics.Command("edge-7"), """{"schema":"edge.command/1","id":"0198c0de-2222-7000-8000-000000000002","name":"rebirth"}""", "edge/v1/edge-7/cmd/reply/desk-3"));
        await team.HearsAsync("edge/v1/edge-7/cmd/reply/desk-3 {");
    }

    [Theory]
    [InlineData("edge/v1/edge-7/up/result", "Success")]
    [InlineData("edge/v1/edge-7/up/health", "Success")]
    [InlineData("edge/v1/edge-7/state", "Success")]
    [InlineData("edge/v1/edge-7/cmd/reply", "Success")]
    [InlineData("edge/v1/edge-8/up/result", "NotAuthorized")]
    [InlineData("edge/v1/edge-8/state", "NotAuthorized")]
    [InlineData("edge/v1/edge-8/ack", "NotAuthorized")]
    [InlineData("edge/v1/edge-8/cmd", "NotAuthorized")]
    [InlineData("edge/v1/edge-8/cmd/reply", "NotAuthorized")]
    [InlineData("edge/v1/edge-7/ack", "NotAuthorized")]
    [InlineData("edge/v1/edge-7/cmd", "NotAuthorized")]
    [InlineData("edge/v1/centre/state", "NotAuthorized")]
    [InlineData("edge/v1/fleet/1/model", "NotAuthorized")]
    [InlineData("edge/v2/edge-7/up/result", "NotAuthorized")]
    [InlineData("elsewhere", "NotAuthorized")]
    public async Task A_box_says_what_a_box_says_under_its_own_name_and_nothing_else(string topic, string answer)
    {
        using var box = await CallerAsync("edge-7");
        Assert.Equal(answer, await box.SayAsync(topic, "{}"));

        // The name in the certificate counts, not the one that is given.
        using var liar = await Caller.ConnectAsync(_broker.Port, _authority.Files("edge-7"), options => options.WithCredentials("centre", "x"));
        Assert.Equal(answer, await liar.SayAsync(topic, "{}"));
    }

    [Fact]
    public async Task A_box_hears_what_is_meant_for_it_and_nothing_else()
    {
        using var curious = await CallerAsync("edge-7");
        using var other = await CallerAsync("edge-8");
        using var centre = await CallerAsync("centre");
        await other.SayAsync(Topics.NodeState("edge-8"), "before", retain: true);
        await curious.ListenAsync("#", "edge/v1/#", "edge/v1/edge-8/#", Topics.Ack("edge-8"), Topics.Command("edge-8"), Topics.AllUp, Topics.AllStates, Topics.SharedUp("spies"));
        await other.SayAsync(Topics.Result("edge-8"), "a case");
        await other.SayAsync(Topics.NodeState("edge-8"), "a birth");
        await other.SayAsync(Topics.CommandReply("edge-8"), "a reply");
        await centre.SayAsync(Topics.Ack("edge-8"), "a receipt");
        await centre.SayAsync(Topics.Command("edge-8"), "a command");

        // Once these are here, whatever else was to come is here.
        await centre.SayAsync(Topics.CentreState, "the centre");
        await centre.SayAsync(Topics.Ack("edge-7"), "own receipt");
        await centre.SayAsync(Topics.Command("edge-7"), "own command");
        await curious.HearsAsync("own command");
        Assert.Equal(["edge/v1/centre/state the centre", "edge/v1/edge-7/ack own receipt", "edge/v1/edge-7/cmd own command"], curious.Heard.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_certificate_of_the_authority()
    {
        using var stranger = new TestAuthority("edge-7");
        var files = stranger.Files("edge-7") with { Authority = _authority.Files("edge-7").Authority };
        await Assert.ThrowsAnyAsync<Exception>(() => Caller.ConnectAsync(Caller.Begun(_broker.Port)));
        await Assert.ThrowsAnyAsync<Exception>(() => Caller.ConnectAsync(Caller.Begun(_broker.Port).WithTlsOptions(tls => tls.UseTls().WithTrustChain(files.LoadAuthority()).WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck))));
        await Assert.ThrowsAnyAsync<Exception>(() => Caller.ConnectAsync(_broker.Port, files));

        // All else being equal, one with its own comes in.
        using var box = await CallerAsync("edge-7");
        Assert.Equal("Success", await box.SayAsync(Topics.Health("edge-7"), "{}"));
    }

    [Fact]
    public async Task A_will_in_anothers_name_is_never_executed()
    {
        using var centre = await CallerAsync("centre");
        await centre.ListenAsync(Topics.AllStates, Topics.CentreState);
        foreach (var (topic, words) in new[] { (Topics.CentreState, "forged"), (Topics.NodeState("edge-8"), "forged"), (Topics.NodeState("edge-7"), "own death") })
        {
            // Gone without a goodbye.
            using var box = await Caller.ConnectAsync(_broker.Port, _authority.Files("edge-7"), options => options.WithWillTopic(topic).WithWillPayload(words).WithWillRetain());
        }

        await centre.HearsAsync("own death");
        Assert.DoesNotContain(centre.Heard, line => line.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_box_that_sits_among_the_centres_or_takes_anothers_session_hears_nothing_and_stops_nothing()
    {
        await using var centre = new Centre(Options("centre"));
        await centre.StartAsync();
        await Eventually.TrueAsync(() => centre.IsConnected, "the centre is there");
        using var rogue = await CallerAsync("edge-7");
        await rogue.ListenAsync(Topics.SharedUp("centre"));
        await using var box = await BoxAsync("edge-8");
        await box.AddAsync(30);
        await box.ReceiptedAsync(30);
        Assert.Equal(30, centre.Reports);

        // Receipts for edge-8 wait in its session; the rogue takes it over, and the box takes it back.
        using var taker = await Caller.ConnectAsync(_broker.Port, _authority.Files("edge-7"), options => options.WithClientId("edge-edge-8").WithCleanStart(false).WithSessionExpiryInterval(3600));
        await box.AddAsync(5);
        await box.ReceiptedAsync(35);
        Assert.DoesNotContain(rogue.Heard.Concat(taker.Heard), line => line.Contains("edge-8", StringComparison.Ordinal));
    }

    private Task<Caller> CallerAsync(string name) => Caller.ConnectAsync(_broker.Port, _authority.Files(name));

    private CenterOptions Options(string id) => new() { Broker = _broker.Address, Tls = _authority.Files("centre"), Id = id, LongestPause = 0.3 };

    private Task<Box> BoxAsync(string name) => Box.StartAsync(new SyncOptions { Broker = _broker.Address, Node = name, Tls = _authority.Files(name), Timings = Box.Hurried });
}
