using System.Globalization;
using EdgeNode.Benchmarks.Intake;
using EdgeNode.Benchmarks.Reading;

// Ratios against named peers, measured in turn in one run: absolute times of a shared machine mean little.
var rounds = args.Length > 1 && int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 7;
return args.FirstOrDefault() switch
{
    "intake" or null => await IntakeBenchmark.RunAsync(rounds, args.Skip(2).TakeWhile(arg => arg != "--receivers").ToList(), args.SkipWhile(arg => arg != "--receivers").Skip(1).ToList()),
    "read" => await ReadingBenchmark.RunAsync(rounds),
    var other => Unknown(other),
};

static int Unknown(string name)
{
    Console.Error.WriteLine($"There is no benchmark '{name}': intake [rounds [column...] [--receivers text...]], read [rounds].");
    return 64;
}
