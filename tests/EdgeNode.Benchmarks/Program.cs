using EdgeNode.Benchmarks;

// Ratios against named peers, measured in turn in one run: absolute times of a shared machine mean little.
var rounds = args.Length > 0 && int.TryParse(args[0], out var asked) ? asked : 7;
return await ReceptionBenchmark.RunAsync(rounds);
