using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EdgeNode.Appliance.Analysis;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>How long the stages of one analysis took, for <c>--verbose</c>.</summary>
internal sealed class StageTimes
{
    // Stages can run beside one another.
    private readonly ConcurrentQueue<(string Stage, TimeSpan Took)> _stages = [];

    public T Measure<T>(string stage, Func<T> work)
    {
        var begin = Stopwatch.GetTimestamp();
        var result = work();
        _stages.Enqueue((stage, Stopwatch.GetElapsedTime(begin)));
        return result;
    }

    public void Add(VolumeFindings findings)
    {
        var timings = findings.Segmentation.Timings;
        foreach (var stage in new[] { ("preprocess", timings.Preprocess), ("network", timings.Network), ("postprocess", timings.Postprocess), ("measure", findings.Measuring) })
        {
            _stages.Enqueue(stage);
        }
    }

    public void Write(TextWriter output, VolumeFindings findings)
    {
        foreach (var (stage, took) in _stages)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $" {stage,-12}{took.TotalSeconds,8:0.00} s"));
        }

        output.WriteLine($" tiles: {findings.Segmentation.TilesRun} run, {findings.Segmentation.TilesReused} of one value reused");
    }
}
