using System.Globalization;
using EdgeNode.TrainingData;

// Usage: EdgeNode.TrainingData OUT FIRST_SEED COUNT
if (args.Length != 3
    || !ulong.TryParse(args[1], CultureInfo.InvariantCulture, out var first)
    || !int.TryParse(args[2], CultureInfo.InvariantCulture, out var count))
{
    await Console.Error.WriteLineAsync("usage: EdgeNode.TrainingData OUT FIRST_SEED COUNT");
    return 64;
}

Directory.CreateDirectory(args[0]);
for (var seed = first; seed < first + (ulong)count; seed++)
{
    // An interrupted export goes on where it stopped: the header is written last.
    if (File.Exists(Path.Combine(args[0], $"{seed}.json")))
    {
        continue;
    }

    await TrainingCase.WriteAsync(args[0], seed);
    await Console.Error.WriteLineAsync($"seed {seed}");
}

return 0;
