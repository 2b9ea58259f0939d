using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.SigningOn;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Kiosk;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Appliance.Tests.Sync;
using EdgeNode.Contracts.Results;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Appliance.Tests.Alarms.Life;

/// <summary>Cases, alarms and acts on a real database, as the service puts them together, with a clock that the test moves.</summary>
internal sealed class AlarmBox : IAsyncDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly string _folder;
    private readonly bool _isOwner;
    private readonly Outbox _outbox;
    private int _instances;

    public AlarmBox(AlarmOptions? options = null, FakeTimeProvider? time = null, string? folder = null, FeedbackOptions? feedback = null, CropOptions? crops = null)
    {
        _isOwner = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("edgenode-alarms").FullName;
        Options = options ?? new() { Readers = [new() { Code = "A1", Name = "Dr Lin" }, new() { Code = "A2", Name = "Dr Wu" }] };
        Assert.Empty(Options.Validate());
        Time = time ?? new(Begin);
        Beats = new(Time);
        Database = Database.Open(_folder);
        Changes = new();
        Intake = new(Database, Changes, Time);
        Cases = new(Database, Changes, Time);
        _outbox = new(Database, Time);
        Review = new(RuleCase.Included);
        Crops = new(new() { Crops = crops ?? new() }, SiteSecret.LoadOrCreate(_folder), Time);
        Outcomes = new(Cases, new CaseReports(_outbox, Crops, SiteSecret.LoadOrCreate(_folder), Time), Review, new(_folder), Time);
        Alarms = new(Database);
        Pause = new(Options, Time);
        Feedback = feedback ?? new();
        People = new(Database, Time);
        SignOns = new(Database, Feedback, Time);
        Stations = new(Options, Feedback);
        Desk = new(Database, SignOns, Stations, Changes, new(_outbox, Crops, SiteSecret.LoadOrCreate(_folder), Time), Time);
        Acts = new(Desk, Review, Pause);
        Files = new(_folder);
        Findings = new(Desk, Review, Files);
        CaseActs = new(Desk, Review);
        Clock = new(Database, Changes, Options, new(_outbox, Crops, SiteSecret.LoadOrCreate(_folder), Time), new(Time, NullLogger<DiskPatience>.Instance), Beats, Time);
        Technical = new(Time);
        Queries = new(Database, new(Changes), Review, Time);
    }

    public string Folder => _folder;

    public AlarmOptions Options { get; }

    public FakeTimeProvider Time { get; }

    public StageBeats Beats { get; }

    public Database Database { get; }

    public CaseChanges Changes { get; }

    public CaseIntake Intake { get; }

    public CaseStore Cases { get; }

    public CaseOutcomes Outcomes { get; }

    public AlarmStore Alarms { get; }

    public AlarmPause Pause { get; }

    public AlarmActs Acts { get; }

    public FeedbackOptions Feedback { get; }

    public PeopleList People { get; }

    public SignOns SignOns { get; }

    public Readers Stations { get; }

    public ActDesk Desk { get; }

    public CaseReview Review { get; }

    public CropRequests Crops { get; }

    public DerivedFiles Files { get; }

    public FindingActs Findings { get; }

    public CaseActs CaseActs { get; }

    public AlarmClock Clock { get; }

    public TechnicalAlarms Technical { get; }

    public CaseQueries Queries { get; }

    /// <summary>A slice of a study arrives; a late one opens the case again.</summary>
    public async Task<Guid> ReceiveAsync(string study = "1.9")
    {
        var uid = $"1.2.{++_instances}";
        return (await Intake.RecordAsync(new(uid, "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2", study, study + ".1", "Doe^Jane", "42", null, new($"{uid}.seg", 0, 10), uid), default)).CaseId;
    }

    /// <summary>The case as far as <paramref name="last"/>, on the way that every case takes.</summary>
    public async Task<CaseRecord> MoveToAsync(Guid id, CaseState last)
    {
        foreach (var next in (CaseState[])[CaseState.Complete, CaseState.Queued, CaseState.Analysing])
        {
            Assert.True(await Cases.MoveAsync(Cases.Find(id)!, next));
            if (next == last)
            {
                break;
            }
        }

        return Cases.Find(id)!;
    }

    /// <summary>The case's present revision is analysed with this priority.</summary>
    public async Task JudgeAsync(Guid id, int level)
    {
        var analysing = await MoveToAsync(id, CaseState.Analysing);
        var priority = new CasePriority(level, [new($"X{level}", level, $"REASON_{level}", [], "test")], "1");
        var result = SampleResult.Read() with { CaseId = id, Revision = analysing.Revision, Priority = priority, Timing = analysing.Timing };
        Assert.True(await Outcomes.AnalysedAsync(analysing, result, "mask", default));
    }

    /// <summary>A new case with an alarm of this level.</summary>
    public async Task<Guid> AlarmedAsync(int level, string study = "1.9")
    {
        var id = await ReceiveAsync(study);
        await JudgeAsync(id, level);
        return id;
    }

    /// <summary>A late slice, and the new revision is analysed.</summary>
    public async Task JudgeAgainAsync(Guid id, int level, string study = "1.9")
    {
        Assert.Equal(id, await ReceiveAsync(study));
        await JudgeAsync(id, level);
    }

    public Task<ActRefusal?> SeenAsync(Guid id, string reader = "A1", Guid? act = null) =>
        Acts.AcknowledgeAsync(id, new(act ?? Guid.NewGuid(), reader, Alarms.Find(id)?.Revision) { Level = Alarms.Find(id)?.Level }, ActSender.Of(reader), default);

    public Task<ActRefusal?> DecidedAsync(Guid id, string decision = "TransferNow", string reader = "A1", params string[] reasons) =>
        Acts.DecideAsync(id, new(Guid.NewGuid(), reader, Alarms.Find(id)?.Revision ?? Cases.Find(id)?.Revision, decision, reasons, 1) { Level = Alarms.Find(id)?.Level }, ActSender.Of(reader), default);

    /// <summary>The same folder and clock after a restart.</summary>
    public async Task<AlarmBox> RestartedAsync()
    {
        await Database.DisposeAsync();
        return new(Options, Time, _folder, Feedback);
    }

    public async ValueTask DisposeAsync()
    {
        Clock.Dispose();
        SignOns.Dispose();
        _outbox.Dispose();
        await Database.DisposeAsync();
        if (_isOwner && Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
