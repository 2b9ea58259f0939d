using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;
using EdgeNode.TestPeers;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Health;

/// <summary>systemd hears that the box is alive only while all of it is.</summary>
public sealed class WatchdogTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-watchdog").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly Systemd _systemd = new();
    private readonly StageBeats _beats;
    private readonly Database _database;
    private readonly Watchdog _watchdog;

    public WatchdogTests()
    {
        _beats = new(_time);
        _database = Database.Open(_folder);
        _watchdog = new(_beats, _database, _time, NullLogger<Watchdog>.Instance, new(TimeSpan.FromSeconds(10)), _systemd);
    }

    public async ValueTask InitializeAsync()
    {
        await _watchdog.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => _watchdog.Looks > 0, "the first look");
    }

    public async ValueTask DisposeAsync()
    {
        await _watchdog.StopAsync(CancellationToken.None);
        _watchdog.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_every_stage_beats_each_look_is_a_sign_of_life()
    {
        var stage = _beats.Add("analysis", Limit);
        for (var i = 0; i < 30; i++)
        {
            stage.Beat();
            await LookAsync(heard: true);
        }
    }

    [Fact]
    public async Task A_stage_that_hangs_ends_them_and_is_named_and_one_that_moves_again_brings_them_back()
    {
        var (hung, sound) = (_beats.Add("analysis", Limit), _beats.Add("study completion", Limit));
        hung.Beat();
        for (var seconds = 0; seconds < 60; seconds += 10)
        {
            sound.Beat();
            await LookAsync(heard: true);
        }

        sound.Beat();
        await LookAsync(heard: false);
        Assert.Equal(["analysis"], _watchdog.Stuck);

        hung.Beat();
        await LookAsync(heard: true);
        Assert.Empty(_watchdog.Stuck);
    }

    [Fact]
    public async Task A_stage_at_rest_may_be_silent_for_hours()
    {
        var stage = _beats.Add("analysis", Limit);
        stage.Beat();
        stage.Rest();
        for (var i = 0; i < 400; i++)
        {
            await LookAsync(heard: true);
        }
    }

    [Fact]
    public async Task A_stage_that_waits_for_its_own_timer_has_its_pause_and_its_limit_and_no_more()
    {
        var stage = _beats.Add("backup", Limit);
        stage.DueIn(TimeSpan.FromMinutes(2));
        for (var seconds = 10; seconds <= 180; seconds += 10)
        {
            await LookAsync(heard: true);
        }

        await LookAsync(heard: false);
        Assert.Equal(["backup"], _watchdog.Stuck);
        stage.Beat();
        await LookAsync(heard: true);
    }

    [Fact]
    public async Task A_database_whose_writer_hangs_is_a_stage_that_hangs()
    {
        using var release = new ManualResetEventSlim();
        var hung = _database.WriteAsync(_ => { release.Wait(TestContext.Current.CancellationToken); return true; }, TestContext.Current.CancellationToken);
        try
        {
            var looks = 0;
            for (; _watchdog.Stuck.Count == 0 && looks < 10; looks++)
            {
                await PassTenSecondsAsync();
            }

            Assert.Equal(["database"], _watchdog.Stuck);
            var before = _systemd.Heard;
            await PassTenSecondsAsync();
            Assert.Equal(before, _systemd.Heard);
        }
        finally
        {
            release.Set();
            await hung;
        }
    }

    private async Task LookAsync(bool heard)
    {
        // What the watchdog wrote at its last look is committed: only then has it no reason to complain of the database.
        await _watchdog.Committing;
        var before = _systemd.Heard;
        await PassTenSecondsAsync();
        Assert.Equal(heard ? before + 1 : before, _systemd.Heard);
    }

    private async Task PassTenSecondsAsync()
    {
        var looks = _watchdog.Looks;
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => _watchdog.Looks > looks, "the watchdog looks");
    }

    private sealed class Systemd : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public int Heard { get; private set; }

        public void Notify(ServiceState state)
        {
            Assert.Equal("WATCHDOG=1", state.ToString());
            Heard++;
        }
    }
}
