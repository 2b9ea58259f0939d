using System.Net;
using EdgeNode.Appliance.Alarms;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Feedback;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Intake;
using EdgeNode.Appliance.Kiosk;
using EdgeNode.Appliance.Models;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Storage.Backup;
using EdgeNode.Appliance.Sync;
using EdgeNode.Appliance.Sync.Crops;

namespace EdgeNode.Appliance.Hosting;

/// <summary>Puts the service together: Kestrel answers HTTP, SignalR and DICOM; everything else is a hosted service of its room.</summary>
public static class ApplianceHost
{
    /// <summary>How long a stop waits for what is under way; below TimeoutStopSec of edgenode.service (10 s), so that the service ends by itself.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(7);

    /// <param name="options">Validated.</param>
    /// <param name="database">Open; disposed with the application.</param>
    /// <param name="rules">The rule table in force.</param>
    public static WebApplication Build(ApplianceOptions options, Database database, Alarms.Rules.RuleTable rules)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("EdgeNode", LogLevel.Information);
        builder.WebHost.UseUrls();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        AddRooms(builder.Services, options, database, rules);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        SystemdNotification.AddIfAsked(builder.Services);

        var app = builder.Build();
        app.MapKiosk();
        app.MapHealth();
        // Its instruments are there from the start: a collector may be sent them before anybody has asked for the page.
        app.Services.GetRequiredService<Health.Metrics>();
        return app;
    }

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, ApplianceOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.ListenForDicom(options.Dicom);
        foreach (var url in options.Kiosk.Urls.Split(';'))
        {
            var uri = new Uri(url);
            if (IPAddress.TryParse(uri.Host, out var address))
            {
                kestrel.Listen(address, uri.Port);
            }
            else if (uri.IsLoopback)
            {
                kestrel.ListenLocalhost(uri.Port);
            }
            else
            {
                kestrel.ListenAnyIP(uri.Port);
            }
        }
    }

    private static void AddRooms(IServiceCollection services, ApplianceOptions options, Database database, Alarms.Rules.RuleTable rules)
    {
        services.AddIntake(options, database).AddSingleton(options.Analysis).AddSingleton(rules);
        services.AddSingleton<ModelHost>().AddHostedService(provider => provider.GetRequiredService<ModelHost>());
        services.AddSingleton(_ => new DerivedFiles(options.Storage.Path)).AddSingleton<VolumeAnalysis>().AddSingleton<CaseOutcomes>().AddSingleton<SeriesDecisions>();
        services.AddSingleton<AnalysisProgress>().AddHostedService<SeriesChoiceWorker>().AddHostedService<AnalysisWorker>();
        services.AddAlarms(options.Alarms).AddFeedback(options.Feedback);

        services.AddSingleton(WatchdogInterval.FromEnvironment()).AddSingleton<Watchdog>().AddHostedService(provider => provider.GetRequiredService<Watchdog>());
        services.AddSingleton<ApplianceHealth>().AddSingleton<Health.Metrics>().AddSingleton<PrometheusPage>().AddMetricsExport(options.Metrics, options.Sync.Node);
        services.AddSingleton<TechnicalAlarms>().AddSingleton<PageHeartbeats>().AddHostedService<TechnicalWatch>();
        services.AddSingleton(options).AddHostedService<CertificateWatch>();
        services.AddRetention();
        services.AddSingleton(_ => Backups.Of(options.Storage)).AddHostedService<BackupWorker>();
        services.AddSingleton<SelfEcho>().AddHostedService(provider => provider.GetRequiredService<SelfEcho>());
        services.AddSync(options.Sync, options.Storage.Path).AddHostedService<TelemetryReports>();
        services.AddSingleton(_ => new CropFiles(options.Storage.Path)).AddHostedService<CropWorker>();
        services.AddKiosk();
    }
}
