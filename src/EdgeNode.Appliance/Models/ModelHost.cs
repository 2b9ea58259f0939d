using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Models;

/// <summary>
/// Loads the model in the background at start, so that scanners are answered meanwhile, and runs its golden case then, once a day and when a study was
/// answered with no numbers. Until a model is active cases wait in the queue; a model that cannot be used, or does not compute what it should, is a
/// state of the box, shown with its reason.
/// </summary>
public sealed partial class ModelHost(AnalysisOptions options, StageBeats beats, TimeProvider time, ILogger<ModelHost> log) : BackgroundService
{
    internal static readonly TimeSpan TestEvery = TimeSpan.FromDays(1);

    // TensorRT builds its engine at the first start, for many minutes; a driver that hangs meanwhile ends as a restart all the same.
    internal static readonly TimeSpan LongestLoad = TimeSpan.FromHours(2);
    private readonly StageBeat _beat = beats.Add("model", TimeSpan.FromMinutes(10));

    private readonly Lock _lock = new();
    private TaskCompletionSource<ActiveModel> _active = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CaseReason? Problem { get; private set; } = new("MODEL_LOADING", "The model is being loaded: cases wait.");

    public ActiveModel? Active { get; private set; }

    /// <summary>When the golden case last came out as it should; null where it never has, or the bundle has none.</summary>
    public DateTimeOffset? Tested { get; private set; }

    /// <summary>Ends when a model is active; never, when none can be.</summary>
    public Task<ActiveModel> WhenActiveAsync(CancellationToken cancel)
    {
        lock (_lock)
        {
            return _active.Task.WaitAsync(cancel);
        }
    }

    /// <summary>Runs the golden case of the active model now; false where the model was given up.</summary>
    public async Task<bool> TestAsync(CancellationToken cancel) => Active is { } model && await TestAsync(model, cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await KeepAsync(stoppingToken);

        // Without a model there is nothing more to do; why is told.
        _beat.Rest();
    }

    private async Task KeepAsync(CancellationToken stoppingToken)
    {
        _beat.DueIn(LongestLoad);
        var loading = await Task.Run(() => ModelLoading.Load(options, time, new Words(this)), stoppingToken);
        if (loading.Model is not { } model)
        {
            GiveUp(loading.Problem!);
            return;
        }

        _beat.Beat();
        if (!await TestAsync(model, stoppingToken))
        {
            return;
        }

        // The day runs from the test that was just passed, not from whenever the cases begin to be taken.
        using var timer = new PeriodicTimer(TestEvery, time);
        _beat.DueIn(TestEvery);
        Log.Active(log, model.Identity.Id, model.Identity.Version, model.Identity.Provider, model.Identity.Precision);
        Activate(model);
        if (model.Degraded is { } degraded)
        {
            Log.Degraded(log, degraded.Code, degraded.Text);
        }

        while (await timer.WaitForNextTickAsync(stoppingToken) && Active is not null)
        {
            _beat.Beat();
            await TestAsync(model, stoppingToken);
            _beat.DueIn(TestEvery);
        }
    }

    private async Task<bool> TestAsync(ActiveModel model, CancellationToken cancel)
    {
        var result = await Task.Run(() => model.Test(cancel), cancel);
        if (result.Problem is { } problem)
        {
            GiveUp(new(problem.Code, problem.Text));
            return false;
        }

        Tested = result.HasCase ? time.GetUtcNow() : Tested;
        Log.Tested(log, result.HasCase, result.LargestDifference, result.LabelShare);
        return true;
    }

    private void Activate(ActiveModel model)
    {
        lock (_lock)
        {
            (Problem, Active) = (null, model);
            _active.SetResult(model);
        }
    }

    private void GiveUp(CaseReason problem)
    {
        lock (_lock)
        {
            (Problem, Active, Tested) = (problem, null, null);
            _active = _active.Task.IsCompleted ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _active;
        }

        Log.Refused(log, problem.Code, problem.Text);
    }

    // Runs on the thread that reports: the state is a word, whoever writes it last is right.
    private sealed class Words(ModelHost host) : IProgress<string>
    {
        public void Report(string value) => host.Problem = new("MODEL_LOADING", $"{value}: cases wait.");
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Information, "Model {Id} {Version} is active on {Provider} in {Precision}")]
        public static partial void Active(ILogger log, string id, string version, string provider, string precision);

        [LoggerMessage(3002, LogLevel.Error, "No model: {Code}: {Text}")]
        public static partial void Refused(ILogger log, string code, string text);

        [LoggerMessage(3003, LogLevel.Warning, "{Code}: {Text}")]
        public static partial void Degraded(ILogger log, string code, string text);

        [LoggerMessage(3004, LogLevel.Information, "Golden case run: {HasCase}, largest difference of a logit {Difference}, share of other labels {Share}")]
        public static partial void Tested(ILogger log, bool hasCase, double difference, double share);
    }
}
