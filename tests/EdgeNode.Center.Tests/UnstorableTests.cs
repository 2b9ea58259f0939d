using System.Data.Common;
using System.Text.Json;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Center.Tests;

/// <summary>On SQLite.</summary>
public sealed class SqliteUnstorableTests : UnstorableTests
{
    private protected override Task<CenterDatabase> OpenAsync(string folder) => Task.FromResult(CenterDatabase.Open(folder));
}

/// <summary>On a real PostgreSQL, which also refuses text with NUL and keys that no index takes.</summary>
public sealed class PostgresUnstorableTests : UnstorableTests
{
    private readonly Postgres _server = new();

    [Fact]
    public void What_only_the_server_refuses_is_set_aside_too()
    {
        var nul = Fact(Report() with { Nodes = [Report().Nodes[0] with { Side = "l\0ft" }] });
        var outcome = new ReportStore(Store, TimeProvider.System).Commit([Fact(Report()), nul, Fact(Report())]);
        Assert.Equal(new(2, 0, 1, "SQLSTATE 22021"), outcome);
    }

    [Fact]
    public async Task While_the_server_is_gone_nothing_is_set_aside()
    {
        var store = new ReportStore(Store, TimeProvider.System);
        store.Commit([Fact(Report())]);
        await _server.KillAsync();
        Assert.ThrowsAny<DbException>(() => store.Commit([Fact(Report()), Fact(Report())]));
        await _server.StartAsync();
        Assert.Equal(new(1, 0, 0), store.Commit([Fact(Report())]));
        Assert.Empty(new CaseQueries(Store).Quarantined());
    }

    [Fact]
    public void A_server_that_would_answer_before_a_commit_is_on_its_disk_is_told_not_to()
    {
        Store.Writer.Run("ALTER DATABASE postgres SET synchronous_commit = off");
        using var again = CenterDatabase.OpenPostgres(_server.Connection + ";Application Name=again");
        Assert.Equal("on", Setting(again.Writer));
        Assert.Equal("on", again.Read(Setting));
        Store.Writer.Run("ALTER DATABASE postgres SET synchronous_commit = remote_apply");
        using var stricter = CenterDatabase.OpenPostgres(_server.Connection + ";Application Name=stricter");
        Assert.Equal("remote_apply", Setting(stricter.Writer));

        static string Setting(DbConnection connection) => connection.Rows("SHOW synchronous_commit", row => row.GetString(0)).Single();
    }

    private protected override async Task<CenterDatabase> OpenAsync(string folder)
    {
        await _server.StartAsync();
        return CenterDatabase.OpenPostgres(_server.Connection);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A message that was read and that the tables cannot hold, among others that they can.</summary>
public abstract class UnstorableTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-unstorable").FullName;

    private protected CenterDatabase Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await OpenAsync(_folder);

    public virtual ValueTask DisposeAsync()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_culprits_are_found_and_set_aside_and_all_others_are_stored_in_their_order()
    {
        var facts = Enumerable.Range(0, 20).Select(_ => Fact(Report())).ToList();
        foreach (var culprit in new[] { 7, 13 })
            facts[culprit] = facts[culprit] with { Content = Report() with { Nodes = [null!] } };
        Arrival[] batch = [.. facts, new StateArrival("edge-2", new(true, 1, null!, 0)), new StateArrival("edge-3", new(true, 1, "0.1.0", 0))];

        var outcome = new ReportStore(Store, TimeProvider.System).Commit(batch);
        Assert.Equal((18, 0, 2), (outcome.Stored, outcome.Duplicates, outcome.Quarantined));
        Assert.Equal("NullReferenceException", outcome.Unstorable);
        var queries = new CaseQueries(Store);
        Assert.Equal(facts.Where((_, i) => i is not (7 or 13)).Select(fact => fact.Id.ToString()), queries.Facts().Select(fact => fact.Id));
        Assert.Equal(
            [("edge-1", "UNSTORABLE", facts[13].Id.ToString()), ("edge-1", "UNSTORABLE", facts[7].Id.ToString())],
            queries.Quarantined().Select(set => (set.Site, set.Reason, set.Key)));
        Assert.Equal("edge-3", Assert.Single(queries.Sites()).Site);
    }

    /// <summary>Where the centre keeps what it collects.</summary>
    private protected abstract Task<CenterDatabase> OpenAsync(string folder);

    private protected static CaseReport Report() =>
        JsonSerializer.Deserialize(Samples.Of("report").Bytes, ContractsJson.Default.CaseReport)! with { Id = Guid.CreateVersion7(), CaseKey = Guid.NewGuid().ToString("N") };

    private protected static FactArrival Fact(CaseReport report) =>
        new(report.Id, "edge-1", "e1", 1, Topics.ResultKind, report.Schema, report.CaseKey, report.Revision, report, "{}"u8.ToArray());
}
