using System.Globalization;
using EdgeNode.Appliance.Feedback.People;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Sync.Crops;
using EdgeNode.Appliance.Tests.Alarms;
using EdgeNode.Appliance.Tests.Alarms.Life;
using EdgeNode.Appliance.Tests.Sync;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Feedback;

/// <summary>An <see cref="AlarmBox"/> with a physician signed on, and cases whose nodes the included rules have judged.</summary>
internal sealed class FeedbackBox : IAsyncDisposable
{
    public const string Pin = "483920";

    /// <summary>128 x 128 x 60 voxels of 1 x 1 x 2 mm around the origin.</summary>
    private static readonly ResultGeometry Grid = new([128, 128, 60], [1, 1, 2], [-64, -64, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]);

    private FeedbackBox(AlarmBox box) => Box = box;

    public AlarmBox Box { get; }

    /// <summary>The physician's token as a sender of acts.</summary>
    public ActSender Physician { get; private set; } = new("", null);

    public static async Task<FeedbackBox> CreateAsync(FeedbackOptions? options = null, CropOptions? crops = null)
    {
        // Judging takes no time here, so nobody falls idle unless the test moves the clock.
        var box = new FeedbackBox(new(feedback: options, crops: crops));
        await box.AddAsync("P1", PersonRole.Physician);
        box.Physician = await box.SignOnAsync("P1");
        return box;
    }

    public async Task AddAsync(string code, PersonRole role) => Assert.Null(await Box.People.AddAsync(code, $"Somebody {code}", role, "5-9", Pin, default));

    public async Task<ActSender> SignOnAsync(string code) => new((await Box.SignOns.BeginAsync(code, Pin, default)).Granted!.Token, null);

    /// <summary>A new case, analysed, with these nodes.</summary>
    public async Task<Guid> AnalysedAsync(params RuleCase.GivenNode[] nodes)
    {
        var id = await Box.ReceiveAsync($"1.9.{Guid.NewGuid().ToByteArray().Aggregate(0UL, (sum, part) => (sum * 31) + part).ToString(CultureInfo.InvariantCulture)}");
        await AnalyseAsync(id, nodes);
        return id;
    }

    /// <summary>The present revision of a case is analysed.</summary>
    public Task AnalyseAsync(Guid id, params RuleCase.GivenNode[] nodes) => AnalyseAsync(id, [.. nodes.Select((node, i) => node.ToFinding(i + 1))]);

    public async Task AnalyseAsync(Guid id, NodeFinding[] found)
    {
        var analysing = await Box.MoveToAsync(id, CaseState.Analysing);
        var result = SampleResult.Read() with
        {
            CaseId = id,
            Revision = analysing.Revision,
            Nodes = found,
            Geometry = Grid,
            Limits = [],
            Timing = analysing.Timing,
            Priority = RuleCase.Included.Judge(found, new(1, 250, true)),
        };
        Assert.True(await Box.Outcomes.AnalysedAsync(analysing, result, "mask", default));
    }

    public Task<ActRefusal?> VerdictAsync(Guid id, int node, string verdict, string? label = null, Guid? act = null, int revision = 1, string? level = null) => Box.Findings.JudgeAsync(
        id, node, new(act ?? Guid.CreateVersion7(), revision, null, verdict, label, verdict == "Reject" ? ["VESSEL"] : [], level, null), Physician, default);

    public Task<ActRefusal?> CalliperAsync(Guid id, int node, double? shortMm, double? longMm, int revision = 1) => Box.Findings.MeasureAsync(
        id, node, new(Guid.CreateVersion7(), revision, null, shortMm is { } s ? new([0, 0, 20], [s, 0, 20]) : null, longMm is { } l ? new([0, 0, 20], [0, l, 20]) : null), Physician, default);

    public Task<ActRefusal?> MissedAsync(Guid id, string label, double longMm, double shortMm, double x = 30, Guid? act = null, int revision = 1, string? level = null, string? side = null) =>
        Box.Findings.MarkMissedAsync(id, new(act ?? Guid.CreateVersion7(), revision, label, [x, 0, 40], longMm, shortMm, [1, 0, 0], side, [], level, null), Physician, default);

    public Task<ActRefusal?> TickAsync(Guid id, params string[] signs) => Box.CaseActs.TickAsync(id, new(Guid.CreateVersion7(), signs), Physician, default);

    public Task<ActRefusal?> WithdrawAsync(Guid id, Guid act, string? reason = "MISTAKE") => Box.CaseActs.WithdrawAsync(id, act, new(Guid.CreateVersion7(), null, reason), Physician, default);

    public int? Priority(Guid id) => Box.Queries.Row(id)!.Priority;

    public CaseFeedback Of(Guid id) => Box.Queries.Detail(id)!.Feedback;

    public LedgerCheck Audit(string? head = null) => Box.Database.Read(connection => LedgerCheck.Of(connection, head));

    public ValueTask DisposeAsync() => Box.DisposeAsync();
}
