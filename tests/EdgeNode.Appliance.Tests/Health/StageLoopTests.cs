using System.Reflection;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.Appliance.Tests.Intake;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Health;

/// <summary>Every loop of the service beats, the ones with long pauses too, and one that hangs is seen.</summary>
public sealed class StageLoopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-loops").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_loop_of_the_service_has_a_beat()
    {
        var loops = typeof(StageBeats).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BackgroundService)) && type != typeof(Watchdog)).ToList();
        Assert.NotEmpty(loops);
        Assert.Empty(loops.Where(loop => !loop.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(field => field.FieldType == typeof(StageBeat))).Select(loop => loop.Name));
    }

    [Fact]
    public async Task A_quarantine_that_is_looked_at_once_an_hour_is_never_taken_for_a_stage_that_hangs()
    {
        var beats = new StageBeats(_time);
        await HoursPassAsync(new QuarantineSweep(new(new() { Path = _folder }, _time, NullLogger<Quarantine>.Instance), new(_time, NullLogger<DiskPatience>.Instance), beats, _time), beats);
    }

    [Fact]
    public async Task Copies_that_are_made_once_a_day_are_never_taken_for_a_stage_that_hangs()
    {
        var beats = new StageBeats(_time);
        await using var database = Database.Open(_folder);
        await HoursPassAsync(new BackupWorker(new(Path.Combine(_folder, "backups"), kept: 1), database, new TechnicalAlarms(_time), beats, _time, NullLogger<BackupWorker>.Instance), beats);
    }

    [Fact]
    public async Task Retention_that_waits_for_ever_for_the_database_is_a_stage_that_hangs()
    {
        await using var box = new RetentionBox(_folder);
        box.Open(new());
        using var release = new ManualResetEventSlim();
        var hung = box.Database.WriteAsync(_ => { release.Wait(TestContext.Current.CancellationToken); return true; }, TestContext.Current.CancellationToken);
        try
        {
            await box.Worker.StartAsync(TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(
                () =>
                {
                    box.Time.Advance(TimeSpan.FromMinutes(1));
                    return box.Beats.Stuck() is ["retention"];
                },
                "retention is seen to hang");
        }
        finally
        {
            release.Set();
            await hung;
            await box.Worker.StopAsync(CancellationToken.None);
        }
    }

    private async Task HoursPassAsync(BackgroundService loop, StageBeats beats)
    {
        using (loop)
        {
            await loop.StartAsync(TestContext.Current.CancellationToken);
            for (var hour = 0; hour < 30; hour++)
            {
                await Eventually.TrueAsync(() => beats.Patience() > TimeSpan.FromHours(1), "it waits for its next hour");
                _time.Advance(TimeSpan.FromHours(1));
                Assert.Empty(beats.Stuck());
            }

            await loop.StopAsync(CancellationToken.None);
        }
    }
}
