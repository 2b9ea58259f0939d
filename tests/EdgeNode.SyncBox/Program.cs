using System.Globalization;
using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.SyncBox;
using EdgeNode.TestData;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The appliance as far as it concerns the line, as a process that a test can kill: its real database and sync services in a folder.
// Arguments: broker, node, folder. A line in, a line out:
//   add CASE REVISION LEVEL   a fact: "added" when it is on disk, "refused" when the disk is full
//   step SECONDS              the clock is set: "stepped"
//   count                     "FACTS WAITING": facts that were ever committed, and those without a receipt
var result = JsonSerializer.Deserialize(Samples.Of("result").Bytes, ContractsJson.Default.CaseResult)!;
var clock = new SteppedClock();
var (broker, node, folder) = (args[0], args[1], args[2]);
await using var database = Database.Open(folder);
var builder = Host.CreateEmptyApplicationBuilder(new());
builder.Services.AddLogging().AddSingleton(database).AddSingleton<TimeProvider>(clock);
builder.Services.AddSync(new() { Broker = broker, Node = node, Timings = new() { ShortestPause = 0.05, LongestPause = 0.3, Resend = 0.5, KeepAlive = 2, Timeout = 3 } }, folder);
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
while (await Console.In.ReadLineAsync() is { } line)
    Console.WriteLine(await AnswerAsync(line.Split(' ')));
await host.StopAsync();
return 0;

async Task<string> AnswerAsync(string[] asked)
{
    switch (asked)
    {
        case ["add", var id, var revision, var level]:
            try
            {
                var fact = result with { CaseId = Guid.Parse(id), Revision = Number(revision), Priority = new CasePriority(Number(level), [], "1") };
                await database.WriteAsync(connection =>
                {
                    host.Services.GetRequiredService<CaseReports>().Enqueue(connection, fact, $"2.25.{fact.CaseId:N}");
                    return true;
                });
                return "added";
            }
            catch (SqliteException full) when (DiskPatience.IsDiskTrouble(full))
            {
                return "refused";
            }

        case ["step", var seconds]:
            clock.Step(TimeSpan.FromSeconds(Number(seconds)));
            return "stepped";
        default:
            var facts = database.Read(connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'";
                return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            });
            return $"{facts} {host.Services.GetRequiredService<Outbox>().Backlog().Count}";
    }
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
