using System.CommandLine;
using EdgeNode.Dicom.Fuzz.Running;
using EdgeNode.Dicom.Fuzz.Targets;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

const string WorkerVerb = "codec-worker";
if (args is [WorkerVerb])
{
    await CodecProcess.ServeAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
    return 0;
}

var targetOption = new Option<string>("--target") { Description = "reader, pixels, codecs, pdu, association, dimse or all.", DefaultValueFactory = _ => "all" };
var seedOption = new Option<ulong>("--seed") { Description = "The same seed, seeds and one thread give the same inputs.", DefaultValueFactory = _ => 1 };
var executionsOption = new Option<long>("--executions") { Description = "Executions, over all targets together.", DefaultValueFactory = _ => 1_000_000 };
var secondsOption = new Option<int>("--seconds") { Description = "End each target after this time; 0: never.", DefaultValueFactory = _ => 0 };
var threadsOption = new Option<int>("--threads") { Description = "Threads.", DefaultValueFactory = _ => 1 };
var dataOption = new Option<string?>("--data") { Description = "Folder of real files to begin with, beside those made here." };
var findingsOption = new Option<string>("--findings") { Description = "Folder for inputs that found something.", DefaultValueFactory = _ => "artifacts/fuzz" };
var replayOption = new Option<string?>("--replay") { Description = "Run one saved input (.bin, or .last of a process that died) on --target." };
var inProcessOption = new Option<bool>("--in-process") { Description = "Native decoders run in this process and may end it, instead of in workers as in the program." };
var root = new RootCommand("Gives the DICOM reader and listener inputs they do not expect. Exit code 1: something was found.") { targetOption, seedOption, executionsOption, secondsOption, threadsOption, dataOption, findingsOption, replayOption, inProcessOption };
root.SetAction(async (parsed, _) =>
{
    var chosen = FuzzTargets.All.Where(target => parsed.GetValue(targetOption) is var name && (name == "all" || name == target.Name)).ToList();
    if (chosen.Count == 0)
    {
        Console.Error.WriteLine("--target is reader, pixels, codecs, pdu, association, dimse or all.");
        return 64;
    }

    ResidentPeak.Watch();
    if (!parsed.GetValue(inProcessOption)) CodecProcess.Command = new(Environment.ProcessPath!, [WorkerVerb]);
    if (parsed.GetValue(replayOption) is { } path)
    {
        var input = path.EndsWith(".last", StringComparison.Ordinal) ? FlightRecorder.Read(path) : File.ReadAllBytes(path);
        return chosen.TrueForAll(target => Replay.Run(target.Create(), input, Console.Out)) ? 0 : 1;
    }

    var percent = chosen.Sum(target => target.Percent);
    long total = 0;
    foreach (var target in chosen)
    {
        var options = new FuzzOptions
        {
            Seed = parsed.GetValue(seedOption),
            Executions = parsed.GetValue(executionsOption) * target.Percent / percent,
            Seconds = parsed.GetValue(secondsOption),
            Threads = Math.Max(1, parsed.GetValue(threadsOption)),
            Data = parsed.GetValue(dataOption),
            Findings = parsed.GetValue(findingsOption)!,
        };
        var run = new FuzzRun(target.Name, target.Create, options, TimeProvider.System, Console.Out);
        var finding = await run.RunAsync();
        total += run.Executions;
        if (finding is null) continue;
        var saved = finding.Save(options.Findings);
        Console.Error.WriteLine($"{target.Name}: {finding.Kind}\n{finding.Detail}\n{finding.Input.Length} bytes in {saved}; again with: dotnet run -c Release --project tests/EdgeNode.Dicom.Fuzz -- --target {target.Name} --replay {saved}");
        return 1;
    }

    Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{total:N0} executions, nothing found"));
    return 0;
});
return await root.Parse(args).InvokeAsync();
