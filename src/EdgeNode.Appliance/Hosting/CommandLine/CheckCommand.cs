using System.CommandLine;
using System.Text.Json;
using EdgeNode.Appliance.Hosting.Checks;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode check</c>: what the service needs, one line each, and what to do about what is missing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var json = CommonOptions.Json();
        var command = new Command("check", "Check configuration, disk, model, provider, clock, copies, certificates, ports and broker.") { config, json };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? configFile, bool json, CancellationToken cancel)
    {
        var configuration = ApplianceConfiguration.Load(configFile);
        var findings = configuration.Errors.Select(error => new CheckFinding("configuration", CheckLevel.Fails, "CONFIGURATION", $"{error.Path} {error.Message}", ExitCode.Configuration)).ToList();
        if (configuration.Options is { } options)
        {
            findings.Add(new("configuration", CheckLevel.Holds, null, configuration.File is { } file ? $"{file} is valid" : "there is no file: the defaults are valid", ExitCode.Done));
            await foreach (var finding in ApplianceChecks.RunAsync(options, cancel))
            {
                findings.Add(finding);
            }
        }

        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(findings, CheckJson.Default.ListCheckFinding));
        }
        else
        {
            findings.ForEach(finding => Console.Out.WriteLine(finding));
        }

        return findings.FirstOrDefault(finding => finding.Level == CheckLevel.Fails)?.ExitCode ?? ExitCode.Done;
    }
}
