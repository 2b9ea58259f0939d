using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Contracts.Results;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeNode.Appliance.Tests.Intake;

/// <summary>A study is handed on whatever happens to the clock while it comes.</summary>
public sealed class StudyCompletionTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-completion").FullName;
    private readonly SteppedClock _time = new(new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly IntakeOptions _options = new();
    private readonly CaseChanges _changes = new();
    private readonly Database _database;
    private readonly CaseStore _cases;

    public StudyCompletionTests()
    {
        _database = Database.Open(_folder);
        _cases = new(_database, _changes, _time);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_years_costs_a_study_its_quiet_time_again_and_no_more()
    {
        using var completion = Completion();
        var id = await ReceiveAsync();
        await completion.HandOnAsync(default);
        _time.Advance(Second);
        _time.Step(TimeSpan.FromDays(-3650));
        await completion.HandOnAsync(default);
        Assert.Equal(CaseState.Receiving, _cases.Find(id)!.State);

        _time.Advance(TimeSpan.FromSeconds(_options.QuietSeconds));
        await completion.HandOnAsync(default);
        Assert.Equal(CaseState.Complete, _cases.Find(id)!.State);
    }

    [Fact]
    public async Task So_it_is_after_a_restart_and_an_instance_that_comes_meanwhile_begins_the_quiet_time_anew()
    {
        var id = await ReceiveAsync();
        _time.Step(TimeSpan.FromDays(-3650));
        using var restarted = Completion();
        await restarted.HandOnAsync(default);
        _time.Advance(TimeSpan.FromSeconds(_options.QuietSeconds) - Second);
        await ReceiveAsync();
        _time.Step(TimeSpan.FromDays(-1));
        await restarted.HandOnAsync(default);
        _time.Advance(Second);
        await restarted.HandOnAsync(default);
        Assert.Equal(CaseState.Receiving, _cases.Find(id)!.State);

        _time.Advance(TimeSpan.FromSeconds(_options.QuietSeconds));
        await restarted.HandOnAsync(default);
        Assert.Equal(CaseState.Complete, _cases.Find(id)!.State);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private StudyCompletion Completion() => new(_cases, new(_time), _options, new(_time, NullLogger<DiskPatience>.Instance), new(_time), _time);

    private async Task<Guid> ReceiveAsync()
    {
        var uid = $"1.2.{_time.GetTimestamp()}";
        return (await new CaseIntake(_database, _changes, _time).RecordAsync(
            new(uid, ReceivingBox.Ct, "1.2.840.10008.1.2", "1.9", "1.9.1", "Doe^Jane", "42", null, new($"{uid}.seg", 0, 10), uid), default)).CaseId;
    }
}
