using System.CommandLine;
using EdgeNode.Center.Hosting;

namespace EdgeNode.Center.Simulation;

/// <summary><c>edgenode-center simulate</c>: a load of made-up sites for a broker and centres that run already.</summary>
internal static class SimulateCommand
{
    public static Command Create(Option<FileInfo?> config)
    {
        var sites = Whole("--sites", "Made-up sites, sim-0001 and on.", 10, 1, 9999);
        var cases = Whole("--cases", "Cases of each site.", 20, 0, 1_000_000);
        var weeks = Whole("--weeks", "Weekly sketches of each site; every fifth site drifts in the last two.", 12, 0, 500);
        var atOnce = Whole("--at-once", "Cases of a site on their way at once.", 8, 1, 500);
        var rate = new Option<double>("--rate") { Description = "Cases a second of all sites together; 0 for as fast as receipts come.", DefaultValueFactory = _ => 0 };
        var seed = Whole("--seed", "The same seed makes the same hospitals.", 1, 0, int.MaxValue);
        var seconds = Whole("--timeout", "Give up after so many seconds.", 600, 1, 86_400);
        var command = new Command("simulate", "Made-up sites send to the broker of the configuration; never to one that real boxes use")
        {
            sites, cases, weeks, atOnce, rate, seed, seconds,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(config)?.FullName,
            new(parsed.GetValue(sites), parsed.GetValue(cases), parsed.GetValue(weeks), parsed.GetValue(atOnce), parsed.GetValue(rate), parsed.GetValue(seed)),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            cancel));
        return command;
    }

    private static Option<int> Whole(string name, string what, int otherwise, int least, int most)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && given.GetValueOrDefault<int>() is var number && (number < least || number > most))
                given.AddError($"{name} is {least} to {most}.");
        });
        return option;
    }

    private static async Task<int> RunAsync(string? file, Simulation simulation, TimeSpan longest, CancellationToken cancel)
    {
        var (options, problems) = OptionsFile.Load(file);
        if (options is null)
            return await ExitCode.ComplainAsync(problems);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(longest);
        try
        {
            Console.WriteLine(await simulation.RunAsync(options, TimeProvider.System, limit.Token));
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Not everything was receipted in time: is a centre running behind this broker?");
            return ExitCode.Unavailable;
        }
        catch (Exception failure) when (failure is MQTTnet.Exceptions.MqttCommunicationException or IOException)
        {
            await Console.Error.WriteLineAsync($"The broker {options.Address} does not take it: {failure.GetBaseException().Message}");
            return ExitCode.Unavailable;
        }
    }
}
