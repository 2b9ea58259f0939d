using System.Globalization;
using System.Text.Json;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Sync.Drift;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Queues telemetry and the week's drift sketch: every hour, and when the centre asks. A new one takes the place of what still waits of the
/// same hour or week. Where the disk is short of room, waiting telemetry is dropped and nothing new is queued.
/// </summary>
public sealed class TelemetryReports(
    Outbox outbox, Database database, DiskGuard disk, ModelHost models, TechnicalAlarms alarms, SyncCommands commands, SyncOptions options, DiskPatience patience, StageBeats beats, TimeProvider time)
    : BackgroundService
{
    private static readonly string Software = typeof(TelemetryReports).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly StageBeat _beat = beats.Add("telemetry", TimeSpan.FromMinutes(10));

    private TimeSpan Every => TimeSpan.FromMinutes(options.Outbox.TelemetryMinutes);

    public Task ReportAsync(CancellationToken cancel) => database.WriteAsync(
        connection =>
        {
            var now = time.GetUtcNow();
            if (!disk.HasRoom())
                return TelemetryRoom.Keep(connection, 0);
            var hour = new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);
            Put(connection, Topics.TelemetryKind, Telemetry.SchemaId, $"telemetry {hour:O}", id =>
                JsonSerializer.SerializeToUtf8Bytes(Hour(connection, id, hour, now), ContractsJson.Default.Telemetry));

            // The week that has just ended is told once more, complete.
            var weeks = new[] { IsoWeek.Of(now.AddDays(-1)), IsoWeek.Of(now) }.Distinct();
            foreach (var week in weeks)
            {
                Put(connection, Topics.DriftKind, DriftSketch.SchemaId, $"drift {week.Name}", id =>
                    JsonSerializer.SerializeToUtf8Bytes(DriftSketches.Of(connection, week, id, Next(connection)), ContractsJson.Default.DriftSketch));
            }

            return TelemetryRoom.Keep(connection, (long)(options.Outbox.TelemetryMiB * (1 << 20)));
        },
        cancel);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        commands.Report = ReportAsync;
        return options.Outbox.TelemetryMinutes == 0 ? Task.CompletedTask : patience.RunAsync(EveryHourAsync, stoppingToken);
    }

    private async Task EveryHourAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        _beat.DueIn(Every);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            _beat.Beat();
            await ReportAsync(cancel);
            _beat.DueIn(Every);
        }
    }

    private void Put(SqliteConnection connection, string kind, string schema, string slot, Func<Guid, byte[]> payload)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        outbox.Enqueue(connection, new(id, kind, schema, Lanes.Telemetry, payload(id), CaseId: null) { Droppable = true, Slot = slot });
    }

    private Telemetry Hour(SqliteConnection connection, Guid id, DateTimeOffset from, DateTimeOffset to)
    {
        var results = connection.Query(
            "SELECT json FROM results WHERE analysed >= $from", row => JsonSerializer.Deserialize(row.Text("json")!, ContractsJson.Default.CaseResult)!, ("$from", from.ToStored()));
        var seconds = results
            .Where(result => result is { State: CaseState.Analysed, Timing: { Started: not null, Analysed: not null } })
            .Select(result => Math.Round((result.Timing.Analysed!.Value - result.Timing.Started!.Value).TotalSeconds, 1))
            .Order()
            .ToList();
        return new()
        {
            Id = id,
            From = from,
            To = to,
            Software = Software,
            Model = models.Active is { } model ? $"{AllowedText.Word(model.Identity.Id)} {AllowedText.Word(model.Identity.Version)}" : null,
            Provider = models.Active is { } active ? AllowedText.Word(active.Identity.Provider) : null,
            DiskFreeFraction = Math.Round(Math.Clamp(disk.FreeFraction(), 0, 1), 3),
            Unsent = (int)(long)connection.Scalar("SELECT count(*) FROM outbox")!,
            Dropped = TelemetryRoom.Count(connection),
            Connections = long.Parse((string)(connection.Scalar("SELECT value FROM meta WHERE key = 'sync.bdSeq'") ?? "0"), CultureInfo.InvariantCulture),
            Analysed = results.Count(result => result.State == CaseState.Analysed),
            Unsuitable = results.Count(result => result.State == CaseState.Unsuitable),
            Failed = results.Count(result => result.State == CaseState.Failed),
            AnalysisMedianSeconds = AlarmTimes.Rank(seconds, 0.5),
            AnalysisP95Seconds = AlarmTimes.Rank(seconds, 0.95),
            TechnicalAlarms = [.. alarms.Standing.Select(alarm => AllowedText.Code(alarm.Code)).Distinct()],
        };
    }

    private static long Next(SqliteConnection connection)
    {
        connection.Execute("INSERT INTO meta (key, value) VALUES ('sync.sketch', '1') ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1");
        return long.Parse((string)connection.Scalar("SELECT value FROM meta WHERE key = 'sync.sketch'")!, CultureInfo.InvariantCulture);
    }
}
