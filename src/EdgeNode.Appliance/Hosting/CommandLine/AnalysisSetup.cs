using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>What a command needs before it can analyse anything without the service.</summary>
internal sealed record AnalysisSetup(AnalysisOptions Analysis, RuleTable Rules, ActiveModel Model)
{
    /// <summary>Loads it, or complains: exactly one of the two is set.</summary>
    /// <param name="config">Configuration file; null for the usual one.</param>
    /// <param name="bundle">Model bundle that takes the place of the configured one; null for that.</param>
    /// <param name="progress">Shows the loading; ended where it fails.</param>
    /// <param name="times">Takes how long the model took.</param>
    /// <param name="meanwhile">Called before the model is loaded, to start what can go on beside it.</param>
    public static (AnalysisSetup? Setup, int ExitCode) Load(string? config, string? bundle, ProgressLine progress, StageTimes times, Action<AnalysisOptions>? meanwhile = null)
    {
        var configuration = ApplianceConfiguration.Load(config);
        if (configuration.Options is not { Analysis: { } analysis })
        {
            return (null, Complaint.Configuration(configuration.Errors));
        }

        var rules = RuleTableFile.Load(analysis.Rules);
        if (rules.Table is not { } table)
        {
            return (null, Complaint.Configuration(rules.Errors));
        }

        meanwhile?.Invoke(analysis);
        progress.Show("loading the model", 0, 0);
        var loading = times.Measure("model", () => ModelLoading.Load(bundle is null ? analysis : analysis with { Model = bundle }, TimeProvider.System, new ProgressWords(progress)));
        if (loading.Model is not { } model)
        {
            progress.End();
            return (null, Complaint.Because(loading.Problem!, ModelExitCode.Of(loading.Problem!.Code)));
        }

        return (new(analysis, table, model), ExitCode.Done);
    }
}
