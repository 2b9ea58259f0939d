using EdgeNode.Appliance.Hosting.Checks;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Health.Technical;

/// <summary>Says at the kiosk, every hour anew, what `edgenode check` says of certificates: nobody runs a check on a box in a cupboard.</summary>
public sealed class CertificateWatch(ApplianceOptions options, TechnicalAlarms alarms, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly StageBeat _beat = beats.Add("certificates", TimeSpan.FromMinutes(1));

    /// <summary>One look at every certificate in use.</summary>
    public void Look()
    {
        var found = CertificateChecks.Run(options, time.GetUtcNow()).ToLookup(finding => finding.Code, finding => $"{finding.Text}.");
        foreach (var code in CertificateChecks.Codes)
        {
            alarms.Set(code, found.Contains(code) ? string.Join(' ', found[code]) : null);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            _beat.Beat();
            Look();
            _beat.DueIn(Every);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
