using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Models;

/// <summary>
/// Loads the model in the background at start, so that scanners are answered meanwhile. Until a model is active cases wait in the queue;
/// a model that cannot be used is a state of the box, shown with its reason.
/// </summary>
public sealed partial class ModelHost(AnalysisOptions options, TimeProvider time, ILogger<ModelHost> log) : BackgroundService
{
    private readonly TaskCompletionSource<ActiveModel> _active = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CaseReason? Problem { get; private set; } = new("MODEL_LOADING", "The model is being loaded: cases wait.");

    public ActiveModel? Active { get; private set; }

    /// <summary>Ends when a model is active; never, when none can be.</summary>
    public Task<ActiveModel> WhenActiveAsync(CancellationToken cancel) => _active.Task.WaitAsync(cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var loading = await Task.Run(() => ModelLoading.Load(options.Model, options.Provider, time), stoppingToken);
        Problem = loading.Problem;
        if (loading.Model is { } model)
        {
            Log.Active(log, model.Identity.Id, model.Identity.Version, model.Identity.Provider, model.Identity.Precision);
            Active = model;
            _active.SetResult(model);
        }
        else
        {
            Log.Refused(log, loading.Problem!.Code, loading.Problem.Text);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Information, "Model {Id} {Version} is active on {Provider} in {Precision}")]
        public static partial void Active(ILogger log, string id, string version, string provider, string precision);

        [LoggerMessage(3002, LogLevel.Error, "No model: {Code}: {Text}")]
        public static partial void Refused(ILogger log, string code, string text);
    }
}
