using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Cases;

public sealed class CaseStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-cases").FullName;
    private Database _database = null!;
    private CaseIntake _intake = null!;
    private CaseStore _cases = null!;

    [Fact]
    public async Task A_repeat_is_no_news_a_conflict_is_told_and_a_late_slice_opens_a_new_revision()
    {
        var first = await Record("1.2.1", "aa");
        Assert.Equal(InstanceOutcome.AlreadyThere, (await Record("1.2.1", "aa")).Outcome);
        Assert.Equal(InstanceOutcome.Conflict, (await Record("1.2.1", "bb")).Outcome);
        await Move(CaseState.Complete, CaseState.Queued, CaseState.Analysing, CaseState.Analysed);

        var late = await Record("1.2.2", "cc");

        Assert.Equal(first.CaseId, late.CaseId);
        var reopened = _cases.Find(first.CaseId)!;
        Assert.Equal((CaseState.Receiving, 2), (reopened.State, reopened.Revision));
    }

    [Fact]
    public async Task Work_on_a_revision_that_has_moved_on_is_void()
    {
        var recorded = await Record("1.2.1", "aa");
        await Move(CaseState.Complete, CaseState.Queued, CaseState.Analysing);
        var analysing = _cases.Find(recorded.CaseId)!;
        await Record("1.2.2", "cc");

        var told = false;
        Assert.False(await _cases.MoveAsync(analysing, CaseState.Analysed, with: _ => told = true));
        Assert.False(told);
        Assert.Equal(CaseState.Receiving, _cases.Find(recorded.CaseId)!.State);
    }

    [Fact]
    public async Task After_a_crash_what_was_being_analysed_is_queued_again_and_counted()
    {
        var recorded = await Record("1.2.1", "aa");
        await Move(CaseState.Complete, CaseState.Queued, CaseState.Analysing);

        await _cases.ResumeAsync(isCounted: true, default);

        var resumed = _cases.Find(recorded.CaseId)!;
        Assert.Equal((CaseState.Queued, 1), (resumed.State, resumed.Attempts));
    }

    [Fact]
    public async Task What_ended_for_a_reason_that_is_not_the_studys_does_not_count_and_each_stage_counts_anew()
    {
        var recorded = await Record("1.2.1", "aa");
        await Move(CaseState.Complete);
        var begun = (await _cases.BeginAsync(_cases.Find(recorded.CaseId)!, default))!;
        Assert.Equal((1, 1), (begun.Attempts, _cases.Find(recorded.CaseId)!.Attempts));
        await _cases.EndAsync(begun, default);
        Assert.Equal(0, _cases.Find(recorded.CaseId)!.Attempts);

        await _cases.BeginAsync(_cases.Find(recorded.CaseId)!, default);
        await Move(CaseState.Queued, CaseState.Analysing);
        Assert.Equal(1, _cases.Find(recorded.CaseId)!.Attempts);
        await _cases.ResumeAsync(isCounted: false, default);

        var resumed = _cases.Find(recorded.CaseId)!;
        Assert.Equal((CaseState.Queued, 0), (resumed.State, resumed.Attempts));
    }

    [Theory]
    [InlineData(CaseState.Complete, CaseState.Analysed)]
    [InlineData(CaseState.Receiving, CaseState.Analysing)]
    [InlineData(CaseState.Analysed, CaseState.Queued)]
    [InlineData(CaseState.Unsuitable, CaseState.Analysed)]
    public void Moves_that_would_skip_a_stage_do_not_exist(CaseState from, CaseState to) => Assert.False(CaseTransitions.Allows(from, to));

    public ValueTask InitializeAsync()
    {
        _database = Database.Open(_folder);
        var changes = new CaseChanges();
        _intake = new(_database, changes, TimeProvider.System);
        _cases = new(_database, changes, TimeProvider.System);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<InstanceRecorded> Record(string uid, string sha256) =>
        _intake.RecordAsync(new(uid, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2", "1.9", "1.9.1", "Doe^Jane", "42", null, new($"{uid}.seg", 0, 10), sha256), default);

    private async Task Move(params CaseState[] states)
    {
        foreach (var state in states)
        {
            var now = Enum.GetValues<CaseState>().SelectMany(_cases.InState).Single();
            Assert.True(await _cases.MoveAsync(now, state));
        }
    }
}
