namespace EdgeNode.Inference.Networks;

/// <summary>Says once a second for how long something has been going on that tells nothing of itself.</summary>
internal sealed class BuildProgress : IDisposable
{
    private readonly ITimer? _timer;

    public BuildProgress(string what, IProgress<string>? progress, TimeProvider time)
    {
        var begin = time.GetTimestamp();
        progress?.Report(what);
        _timer = progress is null
            ? null
            : time.CreateTimer(_ => progress.Report($"{what}, {time.GetElapsedTime(begin).TotalSeconds:0} s so far"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Dispose() => _timer?.Dispose();
}
