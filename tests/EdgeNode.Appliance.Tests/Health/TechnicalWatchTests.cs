using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Appliance.Tests.Analysis.Geometry;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeNode.Appliance.Tests.Health;

public sealed class TechnicalWatchTests : IAsyncDisposable, IClassFixture<MarkerModel>
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

    public TechnicalWatchTests(MarkerModel model)
    {
        var analysis = new AnalysisOptions { Model = model.Bundle, Provider = "cpu" };
        _outbox = new(_box.Database, _box.Time);
        _models = new(analysis, _box.Beats, _box.Time, NullLogger<ModelHost>.Instance);
        _echo = new(new(), _box.Beats, _box.Time);
        _watchdog = new(_box.Beats, _box.Database, _box.Time, NullLogger<Watchdog>.Instance, new(TimeSpan.FromSeconds(5)));
        _pages = new(_box.Time);
        _health = Health(leastFree: 0);
        _watch = Watch(_health, analysis);
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
    public async Task A_box_that_is_restarted_again_and_again_still_says_that_nothing_comes()
    {
        // A working week: twelve hours of each day count.
        for (var hour = 0; hour < 5 * 24; hour++)
        {
            using var restarted = Watch(_health, new());
            restarted.Look();
            await restarted.NoteAsync(TestContext.Current.CancellationToken);
            _box.Time.Advance(TimeSpan.FromHours(1));
        }

        using var watch = Watch(_health, new());
        watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "NO_DICOM");
    }

    [Fact]
    public async Task A_box_that_was_off_for_a_week_heard_nothing_because_it_was_off()
    {
        using (var before = Watch(_health, new()))
        {
            await before.NoteAsync(TestContext.Current.CancellationToken);
        }

        _box.Time.Advance(TimeSpan.FromDays(7));
        using var after = Watch(_health, new());
        after.Look();
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
        using var behind = new TechnicalWatch(_box.Technical, _health, _models, new(), _box.Options.Technical, _pages, _box.Database, _box.Beats, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(AlarmBox.Begin));
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
        using var watch = new TechnicalWatch(_box.Technical, _health, _models, new(), _box.Options.Technical, _pages, _box.Database, _box.Beats, right);
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

    [Fact]
    public async Task A_model_on_the_processor_is_told_where_a_GPU_would_be_taken_and_not_where_the_processor_is_meant()
    {
        using var expecting = Watch(_health, new AnalysisOptions());
        expecting.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "NO_GPU");

        await _models.StartAsync(TestContext.Current.CancellationToken);
        await _models.WhenActiveAsync(TestContext.Current.CancellationToken);
        expecting.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "NO_GPU");
        Assert.True(_health.Status().Ready);
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "NO_GPU");
        await _models.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_disk_without_the_room_that_is_asked_for_is_told_and_the_box_is_not_ready()
    {
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "DISK_FULL");

        // No disk has more free than it holds.
        var health = Health(leastFree: 1.01);
        using var watch = Watch(health, new());
        watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "DISK_FULL");
        Assert.False(health.Status().Ready);
    }

    [Fact]
    public async Task Reports_that_have_waited_for_more_than_an_hour_are_told_until_the_centre_has_them()
    {
        var message = new OutboxMessage(Guid.NewGuid(), "report", "edge.report/1", 1, [1], null);
        await _box.Database.WriteAsync(connection => _outbox.Enqueue(connection, message), default);
        _box.Time.Advance(TimeSpan.FromHours(1));
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "REPORTS_WAITING");
        _box.Time.Advance(TimeSpan.FromSeconds(1));
        _watch.Look();
        Assert.Contains(_box.Technical.Standing, alarm => alarm.Code == "REPORTS_WAITING");
        await _outbox.RemoveAsync([message.Id]);
        _watch.Look();
        Assert.DoesNotContain(_box.Technical.Standing, alarm => alarm.Code == "REPORTS_WAITING");
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

    private ApplianceHealth Health(double leastFree)
    {
        var storage = new StorageOptions { Path = Path.GetTempPath(), MinimumFreeFraction = leastFree };
        return new(_models, new(storage), storage, new(_outbox), _echo, _watchdog, _box.Technical, _box.Pause, new(new() { Path = _folder }, _box.Time, NullLogger<Quarantine>.Instance), _box.Time);
    }

    private TechnicalWatch Watch(ApplianceHealth health, AnalysisOptions analysis) =>
        new(_box.Technical, health, _models, analysis, _box.Options.Technical, _pages, _box.Database, _box.Beats, _box.Time);
}
