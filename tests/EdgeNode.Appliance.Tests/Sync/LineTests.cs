using EdgeNode.Appliance.Sync;
using EdgeNode.Center.Hosting;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>Box and centre over a real mosquitto that keeps nothing: whatever fails, each report is at the centre exactly once.</summary>
public sealed class LineTests : IAsyncLifetime
{
    private readonly Mosquitto _broker = new();
    private readonly Centre _centre;

    public LineTests() => _centre = new(_broker.Address);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _centre.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task A_report_reaches_the_centre_and_leaves_the_outbox()
    {
        await _broker.StartAsync();
        await _centre.StartAsync();
        await using var box = await Box.StartAsync(_broker.Address);
        await box.AddAsync(SampleResult.Read());

        await box.ReceiptedAsync(1);
        Assert.Equal(new SyncStatus(true, true, 0, null), box.Status);
        var stored = Assert.Single(_centre.Queries.Latest(10));
        Assert.Equal(("edge-1", 1, "Analysed", 1, 2), (stored.Site, stored.Revision, stored.State, stored.Level, stored.Nodes));
        await Eventually.TrueAsync(() => _centre.Queries.Sites() is [{ Online: true, LastHeartbeat: not null }], "the centre sees the box and its heartbeat");
    }

    [Fact]
    public async Task Without_a_centre_the_rows_stay_and_they_go_when_it_comes()
    {
        await _broker.StartAsync();
        await _centre.StartAsync();
        await using var box = await Box.StartAsync(_broker.Address);
        await Eventually.TrueAsync(() => box.Status.CentreSeen, "the box sees the centre");
        await _centre.StopAsync();
        await Eventually.TrueAsync(() => box.Status is { Connected: true, CentreSeen: false }, "the box sees the centre go");
        await box.AddAsync(3);
        Assert.Equal((3, 0L), (box.Status.Unsent, box.Receipts()));
        Assert.NotNull(box.Status.OldestUnsent);

        await _centre.StartAsync();
        await box.ReceiptedAsync(3);
        Assert.Equal((0, 3L), (box.Status.Unsent, _centre.Reports));
    }

    [Fact]
    public async Task A_broker_that_starts_after_the_case_changes_nothing()
    {
        await _centre.StartAsync();
        await using var box = await Box.StartAsync(_broker.Address);
        await box.AddAsync(1);
        Assert.Equal((false, 1), (box.Status.Connected, box.Status.Unsent));
        await _broker.StartAsync();
        await box.ReceiptedAsync(1);
        Assert.Equal(1, _centre.Reports);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_or_refuses_is_told_in_one_line_and_asked_again()
    {
        await using var closed = new Mosquitto("allow_anonymous false");
        await using var box = await Box.StartAsync(closed.Address);
        await Eventually.TrueAsync(() => box.Lines.Count(line => line.StartsWith("5001 ", StringComparison.Ordinal)) > 1, "it is told and asked again");
        Assert.All(box.Lines.Where(line => line.StartsWith("5001 ", StringComparison.Ordinal)), line => Assert.DoesNotContain('\n', line));
        await closed.StartAsync();
        await Eventually.TrueAsync(() => box.Lines.Any(line => line.Contains("NotAuthorized", StringComparison.Ordinal)), "the refusal is told");
        Assert.False(box.Status.Connected);
    }

    [Fact]
    public async Task The_check_says_why_a_broker_does_not_let_us_in()
    {
        var options = new SyncOptions { Broker = _broker.Address, Timings = Box.Hurried };
        Assert.Contains("refused", await BrokerProbe.ProblemAsync(options, TimeProvider.System), StringComparison.Ordinal);
        await _broker.StartAsync();
        Assert.Null(await BrokerProbe.ProblemAsync(options, TimeProvider.System));
    }

    [Fact]
    public async Task The_log_names_neither_the_study_nor_its_pseudonym()
    {
        await _broker.StartAsync();
        await _centre.StartAsync();
        await using var box = await Box.StartAsync(_broker.Address);
        var result = SampleResult.Read();
        await box.AddAsync(result);
        await Eventually.TrueAsync(() => box.Lines.Any(line => line.StartsWith("5004 ", StringComparison.Ordinal)), "the receipt is logged");
        var key = Assert.Single(_centre.Queries.Latest(10)).CaseKey;
        foreach (var secret in new[] { "2.25.", result.CaseId.ToString(), result.CaseId.ToString("N"), key, result.Series!.Description })
            Assert.DoesNotContain(box.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_broker_killed_in_midstream_loses_nothing_and_doubles_nothing()
    {
        await _broker.StartAsync();
        await _centre.StartAsync();
        await using var box = await Box.StartAsync(_broker.Address);
        await box.AddAsync(250);
        await Eventually.TrueAsync(() => _centre.Reports > 0, "the stream runs");
        await box.AddAsync(250);
        await _broker.KillAsync();
        Assert.NotEqual(0, box.Status.Unsent);
        await Eventually.TrueAsync(() => !box.Status.Connected, "the box notices");
        await _broker.StartAsync();

        await box.ReceiptedAsync(500);
        Assert.Equal((500L, 0), (_centre.Reports, box.Status.Unsent));
        Assert.Equal(500, _centre.Queries.Latest(1000).Select(row => row.CaseKey).Distinct().Count());
    }

    [Fact]
    public async Task With_certificates_the_box_is_who_its_certificate_says()
    {
        using var authority = new TestAuthority("edge-7", "centre");
        await using var broker = new Mosquitto($"""
            cafile {authority.Files("edge-7").Authority}
            certfile {authority.Files("localhost").Certificate}
            keyfile {authority.Files("localhost").Key}
            require_certificate true
            use_identity_as_username true
            allow_anonymous false
            """);
        await broker.StartAsync();
        var address = $"mqtts://localhost:{broker.Port}";
        await using var centre = new Centre(new CenterOptions { Broker = address, Tls = authority.Files("centre"), LongestPause = 0.3 });
        await centre.StartAsync();
        await using var box = await Box.StartAsync(new SyncOptions { Broker = address, Node = "edge-7", Tls = authority.Files("edge-7"), Timings = Box.Hurried });
        await box.AddAsync(1);
        await box.ReceiptedAsync(1);
        Assert.Equal("edge-7", Assert.Single(centre.Queries.Latest(10)).Site);
    }
}
