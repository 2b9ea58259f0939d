using System.Globalization;
using EdgeNode.Dicom.Fuzz.Inputs;
using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Fuzz.Running;

/// <summary>One target on one or more threads, watched from outside: executions that do not end are findings too.</summary>
internal sealed class FuzzRun(string name, Func<IFuzzTarget> create, FuzzOptions options, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private const int LooksPerLine = 20;

    private volatile bool _isStopped;

    /// <summary>Executions done.</summary>
    public long Executions { get; private set; }

    /// <summary>The first thing found; null when all executions were done, or the time was up, without any.</summary>
    public async Task<Finding?> RunAsync()
    {
        var began = time.GetTimestamp();
        var workers = Enumerable.Range(0, options.Threads).Select(CreateWorker).ToList();
        var each = (options.Executions + options.Threads - 1) / options.Threads;
        var found = workers.Select(worker => Start(() => worker.Worker.Run(each, () => _isStopped))).ToList();
        var watches = workers.Select(worker => new HangWatch(worker.Worker, options.HangLimit, time)).ToList();
        var finding = await WatchAsync(found, watches, began);
        _isStopped = true;
        Executions = workers.Sum(worker => worker.Worker.Executions);
        Report([.. workers.Select(worker => worker.Worker)], began);
        // A thread that hangs keeps its recorder: it ends with the process.
        if (finding?.Kind == "hang") return finding;
        await Task.WhenAll(found);
        foreach (var worker in workers) worker.Recorder.Dispose();
        return finding;
    }

    private (FuzzWorker Worker, FlightRecorder Recorder) CreateWorker(int index)
    {
        var target = create();
        var recorder = new FlightRecorder(options.Findings, $"{name}-{index}", InputBuffer.Capacity);
        return (new(target, new(target.Seeds(options.Data)), FuzzRandom.Mix(options.Seed + ((ulong)index << 32)), recorder), recorder);
    }

    private async Task<Finding?> WatchAsync(List<Task<Finding?>> found, List<HangWatch> watches, long began)
    {
        for (var looks = 1; ; looks++)
        {
            var all = Task.WhenAll(found);
            await Task.WhenAny(all, Task.Delay(LookEvery, time));
            foreach (var one in found.Where(one => one.IsCompleted))
            {
                if (await one is { } finding) return finding;
            }

            if (all.IsCompleted) return null;
            if (watches.FirstOrDefault(watch => watch.IsHanging()) is { } hanging) return Finding.Hang(name, hanging.Worker.Current());
            if (options.Seconds > 0 && time.GetElapsedTime(began).TotalSeconds >= options.Seconds) _isStopped = true;
            Executions = watches.Sum(watch => watch.Worker.Executions);
            if (looks % LooksPerLine == 0) Report([.. watches.Select(watch => watch.Worker)], began);
        }
    }

    private void Report(IReadOnlyList<FuzzWorker> workers, long began)
    {
        var (kept, accepted) = (workers.Sum(worker => worker.Kept), workers.Sum(worker => worker.Accepted));
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12}{Executions,12:N0} executions {seconds,7:F0} s {Executions / Math.Max(seconds, 0.001),9:N0}/s  {100.0 * accepted / Math.Max(1, Executions),5:F1} % accepted  {kept} inputs of new behaviour kept"));
    }

    private static Task<Finding?> Start(Func<Finding?> run)
    {
        // A thread of its own, with a stack as small as those of the thread pool's on other systems: recursion shows early.
        var done = new TaskCompletionSource<Finding?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    done.SetResult(run());
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            512 * 1024)
        { IsBackground = true };
        thread.Start();
        return done.Task;
    }
}
