using System.Diagnostics;
using System.Globalization;
using EdgeNode.Center.Hosting;

namespace EdgeNode.Center.Simulation;

/// <summary>What a run of made-up sites came to.</summary>
/// <param name="Rate">Receipted messages a second.</param>
/// <param name="Median">Sending to receipt, seconds.</param>
/// <param name="P99">The same, 99th percentile.</param>
internal sealed record SimulationOutcome(int Sites, int Messages, double Seconds, double Rate, double Median, double P99)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sites} sites, {Messages} messages receipted in {Seconds:0.0} s: {Rate:0} a second; sending to receipt {Median * 1000:0} ms median, {P99 * 1000:0} ms 99 %");
}

/// <summary>Made-up sites that send to a real broker what real ones would, and wait for the receipts of a real centre.</summary>
/// <param name="Sites">How many.</param>
/// <param name="Cases">Cases of each.</param>
/// <param name="Weeks">Weekly sketches of each; in the last two of them, every fifth site drifts.</param>
/// <param name="CasesAtOnce">Cases of a site on their way at once.</param>
/// <param name="Rate">Cases a second of all sites together; 0 for as fast as receipts come.</param>
/// <param name="Seed">The same seed makes the same hospitals.</param>
internal sealed record Simulation(int Sites, int Cases, int Weeks, int CasesAtOnce, double Rate, int Seed)
{
    public async Task<SimulationOutcome> RunAsync(CenterOptions options, TimeProvider time, CancellationToken cancel)
    {
        var boxes = Enumerable.Range(1, Sites).Select(i => (
            Site: new SimulatedSite(string.Create(CultureInfo.InvariantCulture, $"sim-{i:0000}"), (Seed * 10_007) + i, time), Index: i)).Select(one => (one.Site, one.Index, Box: new SimulatedBox(one.Site.Name, options, time))).ToList();
        try
        {
            await Parallel.ForEachAsync(boxes, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancel }, async (one, token) => await one.Box.ConnectAsync(token));
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(boxes.Select(one => WorkAsync(one.Site, one.Index, one.Box, time, cancel)));
            var seconds = clock.Elapsed.TotalSeconds;
            await Task.WhenAll(boxes.Select(one => one.Box.BeatAsync(cancel)));
            var latencies = boxes.SelectMany(one => one.Box.Latencies).Order().ToList();
            return new(Sites, latencies.Count, seconds, latencies.Count / seconds, At(latencies, 0.5), At(latencies, 0.99));
        }
        finally
        {
            boxes.ForEach(one => one.Box.Dispose());
        }
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];

    private async Task WorkAsync(SimulatedSite site, int index, SimulatedBox box, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var sketches = Enumerable.Range(0, Weeks).Select(week => site.Sketch(now.AddDays(7 * (week + 1 - Weeks)), index % 5 == 0 && week >= Weeks - 2)).ToList();
        await box.SendAsync([site.Telemetry(now.AddHours(-1)), .. sketches], cancel);

        // Cases are made one after the other, so that a seed makes the same ones; they travel side by side.
        var cases = Enumerable.Range(0, Cases).Select(_ => site.Case().ToList()).ToList();
        var pause = Rate > 0 ? TimeSpan.FromSeconds(Sites / Rate) : TimeSpan.Zero;
        await Parallel.ForEachAsync(cases.Select((messages, i) => (messages, i)), new ParallelOptions { MaxDegreeOfParallelism = CasesAtOnce, CancellationToken = cancel }, async (one, token) =>
        {
            if (pause > TimeSpan.Zero)
            {
                var due = now + (pause * (one.i + ((double)index / Sites)));
                var wait = due - time.GetUtcNow();
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, token);
            }

            await box.SendAsync(one.messages, token);
        });
    }
}
