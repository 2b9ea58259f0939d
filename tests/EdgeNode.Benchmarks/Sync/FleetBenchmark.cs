using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeNode.Benchmarks.Sync;

/// <summary>
/// How many connected sites one broker and one centre hold: fleets of growing size, each site with a case every five seconds, until receipts
/// take longer than a second or come late. Made-up sites, broker, database and centre share this machine.
/// </summary>
internal static partial class FleetBenchmark
{
    private const double CasesASecond = 0.2;
    private const int CasesOfASite = 4;
    private static readonly int[] Usual = [50, 200, 500, 1000, 1500, 2000, 3000];

    /// <summary>Seconds in which the cases of a run fall due.</summary>
    private static double Due => CasesOfASite / CasesASecond;

    public static async Task<int> RunAsync(string store, IReadOnlyList<string> sizes)
    {
        Say($"| sites | messages a second | receipt median, ms | 99 %, ms | last receipt after the last case was due, s | processor: centre | broker |");
        var asked = sizes.Count > 0 ? sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)) : Usual;
        foreach (var sites in asked)
        {
            var holds = false;
            await SyncBenchmark.WithCentresAsync(store == "postgres", 1, async (broker, centres) =>
            {
                // Once around before, so that what is measured is compiled and connected.
                await SimulateAsync(broker.Address, 20);
                var (clock, centreBefore, brokerBefore) = (Stopwatch.StartNew(), centres[0].Processor, broker.Processor);
                var said = Said().Match(await SimulateAsync(broker.Address, sites));
                var (wall, centre, mosquitto) = (clock.Elapsed.TotalSeconds, centres[0].Processor - centreBefore, broker.Processor - brokerBefore);
                var (seconds, rate, median, most) = (Number(said, 1), Number(said, 2), Number(said, 3), Number(said, 4));
                Say($"| {sites} | {rate:0} | {median:0} | {most:0} | {Math.Max(0, seconds - Due):0.0} | {centre.TotalSeconds / wall:0 %} | {mosquitto.TotalSeconds / wall:0 %} |");
                holds = most < 1000 && seconds < Due + 2;
            });
            if (!holds)
                return 0;
        }

        return 0;
    }

    private static Task<string> SimulateAsync(string broker, int sites) => CentreProcess.SimulateAsync(
        broker, "--sites", $"{sites}", "--cases", $"{CasesOfASite}", "--weeks", "0", "--rate", (sites * CasesASecond).ToString(CultureInfo.InvariantCulture));

    private static double Number(Match said, int group) => double.Parse(said.Groups[group].Value, CultureInfo.InvariantCulture);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"receipted in ([0-9.]+) s: ([0-9]+) a second; sending to receipt ([0-9]+) ms median, ([0-9]+) ms 99 %")]
    private static partial Regex Said();
}
