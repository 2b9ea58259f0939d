using System.Globalization;
using EdgeNode.Benchmarks.Findings;
using EdgeNode.Benchmarks.Inference;
using EdgeNode.Benchmarks.Intake;
using EdgeNode.Benchmarks.Reading;
using EdgeNode.Benchmarks.Soak;
using EdgeNode.Benchmarks.Start;
using EdgeNode.Benchmarks.Sync;

// Ratios against named peers, measured in turn in one run: absolute times of a shared machine mean little.
var rounds = Number(1, 7);
return args.FirstOrDefault() switch
{
    "intake" or null => await IntakeBenchmark.RunAsync(rounds, args.Skip(2).TakeWhile(arg => arg != "--receivers").ToList(), args.SkipWhile(arg => arg != "--receivers").Skip(1).ToList()),
    "inference" => await InferenceBenchmark.RunAsync(rounds, Number(2, 120), args.ElementAtOrDefault(3) ?? "models/reference"),
    "inference-memory" => await InferenceMemory.RunAsync(Number(1, 400), args.ElementAtOrDefault(2) ?? "models/reference"),
    "intake-memory" => await IntakeMemory.RunAsync(),
    "reception" => await ReceptionHost.RunAsync(Number(1, 11112), args[2]),
    "inference-service" => InferenceService.Run(Number(1, 3), Number(2, 120), args.ElementAtOrDefault(3) ?? "models/reference"),
    "findings" => await FindingsBenchmark.RunAsync(rounds),
    "sync" => await SyncBenchmark.RunAsync(Number(1, 3)),
    "start" => await StartBenchmark.RunAsync(Number(1, 5)),
    "consumers" => await SyncBenchmark.ConsumersAsync(Number(1, 3)),
    "fleet" => await FleetBenchmark.RunAsync(args.ElementAtOrDefault(1) ?? "sqlite", args.Skip(2).ToList()),
    "soak-plot" => SoakPlot.Run(args[1], args[2]),
    "read" => await ReadingBenchmark.RunAsync(rounds),
    var other => Unknown(other),
};

int Number(int at, int otherwise) => args.Length > at && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

static int Unknown(string name)
{
    Console.Error.WriteLine($"There is no benchmark '{name}': intake [rounds [column...] [--receivers text...]], intake-memory, inference [rounds [slices [bundle]]], inference-memory [slices [bundle]], inference-service [studies [slices [bundle]]], findings [rounds], read [rounds], start [rounds], sync [rounds], consumers [rounds], fleet [sqlite|postgres [sites...]]; soak-plot SAMPLES PICTURE draws what `make soak` saw.");
    return 64;
}
