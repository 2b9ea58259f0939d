using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Tests.Alarms.Life;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeNode.Appliance.Tests.Health;

public sealed class TechnicalWatchTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-watch").FullName;
    private readonly AlarmBox _box = new();
    private readonly Outbox _outbox;
    private readonly ModelHost _models;
    private readonly SelfEcho _echo;
    private readonly Watchdog _watchdog;
    private readonly PageHeartbeats _pages;
    private readonly ApplianceHealth _health;
    private readonly TechnicalWatch _watch;

    public TechnicalWatchTests()
    {
        var (analysis, storage) = (new AnalysisOptions(), new StorageOptions { Path = Path.GetTempPath(), MinimumFreeFraction = 0 });
        _outbox = new(_box.Database, _box.Time);
        _models = new(analysis, _box.Time, NullLogger<ModelHost>.Instance);
        _echo = new(new(), _box.Beats, _box.Time);
        _watchdog = new(_box.Beats, _box.Database, _box.Time, NullLogger<Watchdog>.Instance, new(TimeSpan.FromSeconds(5)));
        _pages = new(_box.Time);
        _health = new(_models, new(storage), storage, new(_outbox), _echo, _watchdog, _box.Technical, _box.Pause, new(new() { Path = _folder }, _box.Time, NullLogger<Quarantine>.Instance), _box.Time);
        _watch = new(_box.Technical, _health, _models, analysis, _box.Options.Technical, _pages, _box.Database, _box.Time);
    }

    [Fact]
    public void What_health_finds_stands_as_a_technical_alarm_and_what_a_room_raised_is_shown_beside_it()
    {
        _box.Technical.Raise("SELF_TEST_FAILED", "The model does not find what it must find: call the engineer.");
        _watch.Look();

        var status = _health.Status();
        Assert.Equal(["CENTRE_UNREACHABLE", "MODEL_LOADING", "SELF_TEST_FAILED"], status.TechnicalAlarms.Select(alarm => alarm.Code).Order(StringComparer.Ordinal));
        Assert.Equal(3, status.Problems.Count);
        Assert.False(status.Ready);

        _box.Technical.Clear("SELF_TEST_FAILED");
        Assert.DoesNotContain(_health.Status().Problems, problem => problem.Code == "SELF_TEST_FAILED");
    }

    [Fact]
    public async Task A_scanner_that_is_silent_during_working_hours_is_told_and_one_that_sends_again_is_not()
    {
        await _box.ReceiveAsync();
        _box.Time.Advance(TimeSpan.FromHours(23));
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "NO_DICOM");
        _box.Time.Advance(TimeSpan.FromHours(30));
        _watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "NO_DICOM");
        await _box.ReceiveAsync();
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "NO_DICOM");
    }

    [Fact]
    public void A_page_that_hangs_is_told_until_it_moves_again()
    {
        _pages.Opened("page");
        _box.Time.Advance(TimeSpan.FromSeconds(11));
        _watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "PAGE_SILENT");
        _pages.Beat("page", visible: true);
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "PAGE_SILENT");
    }

    [Fact]
    public async Task A_clock_that_was_set_back_is_told()
    {
        _box.Time.Advance(TimeSpan.FromHours(2));
        await _box.AlarmedAsync(1);
        using var behind = new TechnicalWatch(_box.Technical, _health, _models, new(), _box.Options.Technical, _pages, _box.Database, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(AlarmBox.Begin));
        behind.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "CLOCK_WRONG");
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "CLOCK_WRONG");
    }

    [Fact]
    public async Task After_a_clock_that_was_ahead_somebody_says_that_it_is_right_and_a_second_one_is_told_again()
    {
        _box.Time.Advance(TimeSpan.FromDays(3650));
        await _box.AlarmedAsync(1);
        var right = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(AlarmBox.Begin);
        using var watch = new TechnicalWatch(_box.Technical, _health, _models, new(), _box.Options.Technical, _pages, _box.Database, right);
        watch.Look();
        Assert.Contains("edgenode clock confirm", _box.Technical.Standing.Single(alarm => alarm.Code == "CLOCK_WRONG").Text, StringComparison.Ordinal);

        Assert.Equal(_box.Time.GetUtcNow(), await _box.Database.WriteAsync(connection => ClockFacts.Confirm(connection, right.GetUtcNow())));
        watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "CLOCK_WRONG");

        // A second wrong clock, further ahead than the first.
        _box.Time.Advance(TimeSpan.FromDays(1));
        await _box.AlarmedAsync(1, "1.10");
        watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "CLOCK_WRONG");
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        _echo.Dispose();
        _watchdog.Dispose();
        _models.Dispose();
        _outbox.Dispose();
        await _box.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
