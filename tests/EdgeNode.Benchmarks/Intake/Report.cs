using System.Globalization;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>Tables for people, and for docs/measured.md.</summary>
internal static class Report
{
    public static void Print(Column column, Dictionary<Receiver, List<Taken>> taken, long bytes)
    {
        var ours = taken.First(pair => pair.Key.Name == "edgenode").Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{column.Name}: {bytes / 1e6:0} MB, {ours.Count} rounds"));
        Console.WriteLine("| receiver | MB/s | images/s | CPU s | CPU s/GB | edgenode / this, speed |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var (receiver, rounds) in taken)
        {
            var (seconds, cpu) = (Median.Of(rounds.Select(round => round.Seconds)), Median.Of(rounds.Select(round => round.Cpu)));
            var ratio = Median.Of(rounds.Zip(ours, (theirs, own) => theirs.Seconds / own.Seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {receiver.Name} | {bytes / 1e6 / seconds:0} | {column.Studies * 300 / seconds:0} | {cpu:0.00} | {cpu / bytes * 1e9:0.00} | {ratio:0.00} |"));
        }
    }

    public static void PrintMemory(IEnumerable<Receiver> receivers)
    {
        Console.WriteLine("\n| receiver | peak resident MB |\n|---|---|");
        foreach (var receiver in receivers) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {receiver.Name} | {receiver.PeakMegabytes:0} |"));
    }
}
