using System.CommandLine;
using System.Data.Common;
using EdgeNode.Center.Access;
using EdgeNode.Center.Export;
using EdgeNode.Center.Simulation;
using EdgeNode.Center.Watching;
using Microsoft.Extensions.Logging.Console;

namespace EdgeNode.Center.Hosting;

/// <summary>Command line of <c>edgenode-center</c>.</summary>
internal static class CenterCommands
{
    public static ParsedCommand Parse(string[] args)
    {
        var config = new Option<FileInfo?>("--config")
        {
            Description = "Configuration file (default: center.json in the current folder, where there is one). "
                + "Any setting can be given as EDGENODE_CENTER_section__key.",
            HelpName = "center.json",
            Recursive = true,
        };
        var run = new Command("run", "Collect reports from boxes, store them, receipt them (default)");
        var root = new RootCommand("EdgeNode centre: collects anonymised case reports over MQTT and stores each exactly once.") { config, run, ExportCommand.Create(config), SimulateCommand.Create(config), TokenCommand.Create(), BaselineCommand.Create(config) };
        run.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)?.FullName, cancel));
        root.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)?.FullName, cancel));
        return new(root.Parse(args));
    }

    private static async Task<int> RunAsync(string? file, CancellationToken cancel)
    {
        var (options, problems) = OptionsFile.Load(file);
        if (options is null)
            return await ExitCode.ComplainAsync(problems);

        try
        {
            await using var service = CenterService.Build(options, Logging);
            await service.RunAsync(cancel);
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is DbException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"storage.path: {failure.Message} Check that the folder can be written and the disk has room.");
            return ExitCode.InputOutput;
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync(
                $"The centre cannot start: {failure.Message} Free the port or the folder, or choose another urls or storage.path.");
            return ExitCode.InputOutput;
        }
    }

    private static void Logging(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled))
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)

        // A failed start is told in one line above.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
}

/// <summary>A command line as understood; wrong usage ends with 64 and says what is wrong.</summary>
internal sealed class ParsedCommand(ParseResult parsed)
{
    public async Task<int> InvokeAsync(CancellationToken cancel = default)
    {
        var code = await parsed.InvokeAsync(cancellationToken: cancel);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }
}
