using System.Globalization;
using System.Text.Json;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Acts;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.SyncBox;
using EdgeNode.TestData;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The appliance as far as it concerns the line, as a process that a test can kill: its real database and sync services in a folder.
// Arguments: broker, node, folder. A line in, a line out:
//   add CASE REVISION LEVEL   a report: "added" when it is on disk, "refused" when the disk is full
//   act CASE REVISION         an act of a person on the case: the same
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
            var fact = result with { CaseId = Guid.Parse(id), Revision = Number(revision), Priority = new CasePriority(Number(level), [], "1") };
            return await CommitAsync(connection => host.Services.GetRequiredService<CaseReports>().Enqueue(connection, fact, Study(fact.CaseId)));
        case ["act", var id, var revision]:
            return await CommitAsync(connection => Act(connection, Guid.Parse(id), Number(revision)));
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

async Task<string> CommitAsync(Action<SqliteConnection> work)
{
    try
    {
        await database.WriteAsync(connection =>
        {
            work(connection);
            return true;
        });
        return "added";
    }
    catch (SqliteException full) when (DiskPatience.IsDiskTrouble(full))
    {
        return "refused";
    }
}

// An act is told of a case that the box knows: its row is there from the first act on.
void Act(SqliteConnection connection, Guid caseId, int revision)
{
    using var row = connection.CreateCommand();
    row.CommandText =
        "INSERT INTO cases (case_id, study_uid, state, revision, patient_name, patient_id, last_instance) VALUES ($id, $study, 'Analysed', 1, '', '', $now) ON CONFLICT DO NOTHING";
    row.Parameters.AddWithValue("$id", caseId.ToString());
    row.Parameters.AddWithValue("$study", Study(caseId));
    row.Parameters.AddWithValue("$now", clock.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
    row.ExecuteNonQuery();
    var content = JsonSerializer.SerializeToElement(new { revision, node = 1, verdict = "Agree" });
    host.Services.GetRequiredService<ActReports>().Enqueue(
        connection, new(Guid.NewGuid(), "Verdict", caseId, "a", "physician", null, "person", content, default, clock.GetUtcNow()));
}

static string Study(Guid caseId) => $"2.25.{caseId:N}";

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
