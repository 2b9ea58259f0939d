using System.Diagnostics;
using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestPeers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeNode.Benchmarks.Sync;

/// <summary>The appliance's own database, outbox and supervisor: what was queued while the line was down, and how long it takes to drain.</summary>
internal static class OneBox
{
    /// <summary>Seconds until every message has its receipt and has left the outbox.</summary>
    /// <param name="broker">Of a centre that runs.</param>
    /// <param name="cases">Messages of each case: they go one after the other, each on the receipt of the one before.</param>
    public static async Task<double> DrainAsync(string broker, IReadOnlyList<int> cases)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-bench-box").FullName;
        try
        {
            await using var database = Database.Open(folder);
            var builder = Host.CreateEmptyApplicationBuilder(new());
            builder.Services.AddLogging().AddSingleton(database).AddSync(new() { Broker = broker }, folder);
            using var host = builder.Build();
            var outbox = host.Services.GetRequiredService<Outbox>();
            foreach (var some in cases.Chunk(200))
            {
                await database.WriteAsync(connection =>
                {
                    foreach (var messages in some)
                    {
                        var (id, key) = (Guid.NewGuid(), Guid.NewGuid().ToString("N"));
                        for (var revision = 1; revision <= messages; revision++)
                        {
                            var report = Report(key, revision);
                            outbox.Enqueue(connection, new(report.Id, Topics.ResultKind, CaseReport.SchemaId, 2, JsonSerializer.SerializeToUtf8Bytes(report, ContractsJson.Default.CaseReport), id.ToString()));
                        }
                    }

                    return some.Length;
                });
            }

            var clock = Stopwatch.StartNew();
            await host.StartAsync();
            await Eventually.TrueAsync(() => outbox.Backlog().Count == 0, "the outbox drains");
            var seconds = clock.Elapsed.TotalSeconds;
            await host.StopAsync();
            return seconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Four nodes: about 1.7 kB.</summary>
    private static CaseReport Report(string key, int revision) => new()
    {
        Id = Guid.CreateVersion7(),
        CaseKey = key,
        Revision = revision,
        State = CaseState.Analysed,
        Model = new("bench", "1", new string('0', 64), "CPU", "fp32"),
        Scan = new([512, 512, 160], [0.488, 0.488, 1.5], 160, true),
        Nodes =
        [
            .. Enumerable.Range(1, 4).Select(id => new ReportedNode
            {
                Id = id, Label = NodeClass.Positive, ClassProbabilities = [0.1, 0.8, 0.1], Side = "left", VolumeMm3 = 402, LongAxisMm = 11, ShortAxisMm = 6.4, GreatestDimensionMm = 12.2, MeanHu = 95,
                LowDensityFraction = 0, Truncated = false, Borderline = false,
            }),
        ],
        Priority = new(2, "1", []),
    };
}
