using System.Collections.Concurrent;
using System.Text.Json;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Acts;
using EdgeNode.Contracts.Results;
using EdgeNode.TestPeers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace EdgeNode.Appliance.Tests.Sync;

/// <summary>The appliance as far as it concerns the line: its real database and sync services in a temporary folder.</summary>
internal sealed class Box : IAsyncDisposable
{
    public static readonly SyncTimings Hurried = new() { ShortestPause = 0.05, LongestPause = 0.3, Resend = 0.5, KeepAlive = 2, Timeout = 3 };

    private readonly string _folder;
    private readonly IHost _host;

    private Box(string folder, SyncOptions options)
    {
        Assert.Empty(options.Validate());
        _folder = folder;
        Database = Database.Open(folder);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogLines(Lines)));
        builder.Services.AddSingleton(Database);
        builder.Services.AddSync(options, folder);
        _host = builder.Build();
    }

    /// <summary>Everything that the box has logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    public Database Database { get; }

    public SyncStatus Status => _host.Services.GetRequiredService<SyncMonitor>().Current;

    public static async Task<Box> StartAsync(SyncOptions options)
    {
        var box = new Box(Directory.CreateTempSubdirectory("edgenode-box").FullName, options);
        await box._host.StartAsync();
        return box;
    }

    public static Task<Box> StartAsync(string broker) => StartAsync(new SyncOptions { Broker = broker, Timings = Hurried });

    /// <summary>Stores results as the analysis does: report and fact in one transaction.</summary>
    public Task AddAsync(params CaseResult[] results) => Database.WriteAsync(connection =>
    {
        foreach (var result in results)
            _host.Services.GetRequiredService<CaseReports>().Enqueue(connection, result, $"2.25.{result.CaseId:N}");
        return results.Length;
    });

    public Task AddAsync(int count) => AddAsync([.. Enumerable.Range(0, count).Select(i => SampleResult.WithLevel(1 + (i % 4)))]);

    /// <summary>Somebody agrees with the first finding of a case, whose row is there from then on.</summary>
    public Task ActAsync(CaseResult result) => Database.WriteAsync(connection =>
    {
        connection.Execute(
            "INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ($id, $study, 'Analysed', 1, '', '', $now) ON CONFLICT DO NOTHING",
            ("$id", result.CaseId.ToString()), ("$study", $"2.25.{result.CaseId:N}"), ("$now", TimeProvider.System.GetUtcNow().ToStored()));
        var content = JsonSerializer.SerializeToElement(new { revision = result.Revision, node = 1, verdict = "Agree" });
        _host.Services.GetRequiredService<ActReports>().Enqueue(
            connection, new(Guid.NewGuid(), ActKinds.Verdict, result.CaseId, "a", "physician", null, "person", content, default, TimeProvider.System.GetUtcNow()));
        return true;
    });

    public long Receipts() => Database.Read(connection => (long)connection.Scalar("SELECT count(*) FROM receipts")!);

    /// <summary>Waits for so many receipts; where they do not come, says what the box has logged.</summary>
    public async Task ReceiptedAsync(int count)
    {
        try
        {
            await Eventually.TrueAsync(() => Receipts() == count, $"{count} messages are receipted");
        }
        catch (XunitException late)
        {
            Assert.Fail($"{late.Message}, {Receipts()} are: {Status}\n{string.Join('\n', Lines.TakeLast(40))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
