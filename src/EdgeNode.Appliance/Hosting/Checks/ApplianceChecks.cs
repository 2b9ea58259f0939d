using System.Runtime.CompilerServices;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;

namespace EdgeNode.Appliance.Hosting.Checks;

/// <summary>The checks, in the order in which a person would mend things.</summary>
internal static class ApplianceChecks
{
    public static async IAsyncEnumerable<CheckFinding> RunAsync(ApplianceOptions options, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return Disk(options.Storage);
        yield return Rules(options.Analysis);
        foreach (var finding in Model(options.Analysis))
        {
            yield return finding;
        }

        yield return Output("sound", options.Alarms.Sound.Player, "ALARM_SOUND_FAILED", "alarms.sound.player");
        yield return Output("relay", options.Alarms.Relay.Command, "ALARM_RELAY_FAILED", "alarms.relay.command");
        var now = TimeProvider.System.GetUtcNow();
        IEnumerable<CheckFinding> standing = [.. ClockChecks.Run(now, ClockDiscipline.Read()), BackupCheck.Run(options.Storage, now), .. CertificateChecks.Run(options, now)];
        foreach (var finding in standing.Concat(PortChecks.Run(options)))
        {
            yield return finding;
        }

        yield return await BrokerCheck.RunAsync(options.Sync, cancel);
        await foreach (var finding in PeerChecks.RunAsync(options.Dicom, cancel))
        {
            yield return finding;
        }
    }

    private static CheckFinding Disk(StorageOptions storage)
    {
        try
        {
            Directory.CreateDirectory(storage.Path);
            var probe = Path.Combine(storage.Path, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            var guard = new DiskGuard(storage);
            return guard.HasRoom()
                ? new("disk", CheckLevel.Holds, null, $"{storage.Path} is writable, {guard.FreeFraction():P0} free", ExitCode.Done)
                : new("disk", CheckLevel.Fails, "DISK_FULL", $"{guard.FreeFraction():P0} of the disk of {storage.Path} is free, {storage.MinimumFreeFraction:P0} is the least: make room", ExitCode.InputOutput);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new("disk", CheckLevel.Fails, "STORAGE_NOT_WRITABLE", $"{refused.Message} Make {storage.Path} writable for this user or set storage.path.", ExitCode.InputOutput);
        }
    }

    private static CheckFinding Rules(AnalysisOptions analysis)
    {
        var rules = RuleTableFile.Load(analysis.Rules);
        return rules.Table is { } table
            ? new("rules", CheckLevel.Holds, null, $"table {table.Version}", ExitCode.Done)
            : new("rules", CheckLevel.Fails, "CONFIGURATION", string.Join("; ", rules.Mistakes.Select(mistake => mistake.In(rules.File))), ExitCode.Configuration);
    }

    private static IEnumerable<CheckFinding> Model(AnalysisOptions analysis)
    {
        var loading = ModelLoading.Load(analysis, TimeProvider.System);
        if (loading.Model is not { } model)
        {
            yield return new("model", CheckLevel.Fails, loading.Problem!.Code, loading.Problem.Text, ModelExitCode.Of(loading.Problem.Code));
            yield break;
        }

        var use = model.ClinicalUse ? "" : ", not for clinical use";
        yield return new("model", CheckLevel.Holds, null, $"{model.Identity.Id} {model.Identity.Version}{use}", ExitCode.Done);
        var test = model.Test(CancellationToken.None);
        yield return test.Problem is { } wrong ? new("self-test", CheckLevel.Fails, wrong.Code, wrong.Text, ExitCode.Defect)
            : test.HasCase ? new("self-test", CheckLevel.Holds, null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"golden case holds, logits within {test.LargestDifference:G2}"), ExitCode.Done)
            : new("self-test", CheckLevel.Warns, "NO_GOLDEN_CASE", "the bundle has no golden case: make one with 'edgenode model golden'", ExitCode.Done);
        if (model.Degraded is { } degraded)
        {
            yield return new("provider", CheckLevel.Warns, degraded.Code, degraded.Text, ExitCode.Done);
            yield break;
        }

        var onCpu = model.Identity.Provider == "CPU";
        yield return new(
            "provider",
            onCpu ? CheckLevel.Warns : CheckLevel.Holds,
            onCpu ? "NO_GPU" : null,
            $"{model.Identity.Provider} in {model.Identity.Precision}{(onCpu ? ": analyses take longer. " + string.Join(" ", model.ProviderNotes) : "")}",
            ExitCode.Done);
    }

    private static CheckFinding Output(string what, string program, string code, string setting)
    {
        if (program.Length == 0)
        {
            return new(what, CheckLevel.Holds, null, $"none configured ({setting})", ExitCode.Done);
        }

        // A name alone is looked up as the system does when it is run.
        var places = program.Contains('/', StringComparison.Ordinal) ? [program] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program));
        return places.Any(File.Exists)
            ? new(what, CheckLevel.Holds, null, program, ExitCode.Done)
            : new(what, CheckLevel.Warns, code, $"'{program}' is not there: install it or set {setting}", ExitCode.Done);
    }
}
