using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>However much a network finds and rules say, it leaves the box whole or says that it does not.</summary>
public sealed class CaseReportsTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-reports").FullName;
    private readonly Database _database;
    private readonly Outbox _outbox;
    private readonly CaseReports _reports;

    public CaseReportsTests()
    {
        _database = Database.Open(_folder);
        _outbox = new(_database, TimeProvider.System);
        _reports = new(_outbox, new(new(), SiteSecret.LoadOrCreate(_folder), TimeProvider.System), SiteSecret.LoadOrCreate(_folder), TimeProvider.System);
    }

    [Fact]
    public async Task Nodes_beyond_the_report_follow_as_pages_and_none_is_missing()
    {
        var node = SampleResult.Read().Nodes[0];
        var messages = await QueuedAsync(SampleResult.Read() with { Nodes = [.. Enumerable.Range(1, 1234).Select(i => node with { Id = i, VolumeMm3 = i % 97 })] });
        var report = JsonSerializer.Deserialize(messages[0].Payload, ContractsJson.Default.CaseReport)!;
        var pages = messages.Skip(1).Select(row => JsonSerializer.Deserialize(row.Payload, ContractsJson.Default.NodeTable)!).ToList();
        Assert.Equal(834, report.NodesOmitted);
        Assert.Equal([(1, 3), (2, 3), (3, 3)], pages.Select(page => (page.Page, page.Pages)));
        Assert.Equal(Enumerable.Range(1, 1234), report.Nodes.Concat(pages.SelectMany(page => page.Nodes)).Select(row => row.Id).Order());
    }

    [Fact]
    public async Task A_report_that_no_broker_would_carry_is_shortened_and_says_so()
    {
        var nodes = Enumerable.Range(1, 5000).Select(i => SampleResult.Read().Nodes[0] with { Id = i }).ToList();
        var reasons = Enumerable.Range(0, 5000).Select(i => new PriorityReason($"R{i}", 1, "ENE_SUSPECTED", [.. nodes.Select(node => node.Id)], "x")).ToList();
        var messages = await QueuedAsync(SampleResult.Read() with { Nodes = nodes, Priority = new(1, reasons, "1") });
        var report = JsonSerializer.Deserialize(messages[0].Payload, ContractsJson.Default.CaseReport)!;
        Assert.Equal((CaseReports.Shortened, 5000, 1), (Assert.Single(report.Limits), report.NodesOmitted, report.Priority!.Level));
        Assert.Equal(5000, messages.Skip(1).Sum(row => JsonSerializer.Deserialize(row.Payload, ContractsJson.Default.NodeTable)!.Nodes.Count));
        Assert.All(messages, row => Assert.True(row.Payload.Length <= MessageSize.LargestPayload));
    }

    public async ValueTask DisposeAsync()
    {
        _outbox.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<List<OutboxRow>> QueuedAsync(CaseResult result)
    {
        await _database.WriteAsync(connection =>
        {
            _reports.Enqueue(connection, result, "2.25.1");
            return 0;
        });
        var rows = new List<OutboxRow>();
        while (_outbox.Pending(10) is [var next])
        {
            rows.Add(_outbox.Load(next)!);
            await _outbox.RemoveAsync([next.Id]);
        }

        return rows;
    }
}
