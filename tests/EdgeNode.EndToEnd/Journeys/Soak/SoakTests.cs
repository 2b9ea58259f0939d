using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys.Soak;

/// <summary>
/// A study every so often for a long time: what the process takes must not grow. EDGENODE_SOAK_MINUTES and EDGENODE_SOAK_SECONDS (between
/// studies) set how much: a minute among the tests, two hours with `make soak`, which keeps every sample (EDGENODE_SOAK_DATA).
/// </summary>
public sealed partial class SoakTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-soak").FullName;
    private readonly List<ProcessSample> _samples = [];

    [Fact]
    public async Task Study_after_study_memory_handles_and_threads_stay_what_they_were()
    {
        var (length, pause) = (TimeSpan.FromMinutes(Number("EDGENODE_SOAK_MINUTES", 1)), TimeSpan.FromSeconds(Number("EDGENODE_SOAK_SECONDS", 5)));
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("intake__quietSeconds", "1"));
        box.Environment["MALLOC_ARENA_MAX"] = HeapsOfTheUnit();
        await box.StartAsync();
        var clock = Stopwatch.StartNew();
        for (var study = 1; clock.Elapsed < length || _samples.Count < 4; study++)
        {
            var due = Task.Delay(pause);
            await SendAsync(box, study, clock);
            await due;
        }

        Assert.Equal(_samples.Count * SmallStudy.Slices, await box.InstancesAsync());
        var half = _samples.Count / 2;
        Flat("handles", 32, Enumerable.Max, sample => sample.Handles);
        Flat("threads", 16, Enumerable.Max, sample => sample.Threads);
        Flat("MiB", _samples.Count < 40 ? 96 : 24, Middle, sample => sample.ResidentMiB);

        // The later half against the first; what is left open a study would be far more over hours.
        void Flat(string what, double slack, Func<IEnumerable<double>, double> typical, Func<ProcessSample, double> of)
        {
            var (before, after) = (typical(_samples.Take(half).Select(of)), typical(_samples.Skip(half).Select(of)));
            Assert.True(after <= before + slack, $"{what} grew from {before} to {after}\n{string.Join('\n', _samples)}");
        }

        // Not the worst: a sample may fall between a result and the moment at which its memory is given back.
        static double Middle(IEnumerable<double> some)
        {
            var sorted = some.Order().ToList();
            return sorted[(sorted.Count - 1) / 2];
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>As the installed service is started: without it memory grows for hours.</summary>
    private static string HeapsOfTheUnit()
    {
        var set = Heaps().Match(File.ReadAllText(Path.Combine(RealData.Repository, "image", "package", "edgenode", "edgenode.service")));
        Assert.True(set.Success, "edgenode.service does not say how many heaps");
        return set.Groups[1].Value;
    }

    [GeneratedRegex(@"^Environment=MALLOC_ARENA_MAX=(\d+)$", RegexOptions.Multiline)]
    private static partial Regex Heaps();

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : otherwise;

    private async Task SendAsync(ApplianceUnderTest box, int number, Stopwatch clock)
    {
        var study = await SmallStudy.MakeAsync(Path.Combine(_folder, "study"), 1000 + number);
        await box.SendAsync(study);
        var sent = clock.Elapsed;
        Directory.Delete(study, recursive: true);
        await Eventually.TrueAsync(
            async () => await box.InstancesAsync() == number * SmallStudy.Slices && await Status.NewestStateAsync(box) is "Analysed", $"study {number} is analysed");
        var sample = ProcessSample.Of(box.ProcessId, clock.Elapsed, number, clock.Elapsed - sent);
        _samples.Add(sample);
        TestContext.Current.SendDiagnosticMessage(sample.ToString());
        if (Environment.GetEnvironmentVariable("EDGENODE_SOAK_DATA") is { Length: > 0 } file)
        {
            await File.WriteAllLinesAsync(file, [ProcessSample.Header, .. _samples.Select(kept => kept.ToString())]);
        }
    }
}
