using EdgeNode.Center.Access;
using EdgeNode.Center.Adjudicating;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Collecting;
using EdgeNode.Center.Keeping;
using EdgeNode.Center.Pages;
using EdgeNode.Center.Storage;
using EdgeNode.Center.Watching;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeNode.Center.Hosting;

/// <summary>Composes the centre: database, collector, watchdog, pages.</summary>
public static class CenterService
{
    /// <summary>A service that can be started; opens the database at once.</summary>
    /// <param name="options">Validated options.</param>
    /// <param name="logging">Where events go.</param>
    /// <exception cref="System.Data.Common.DbException">The database cannot be opened.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static WebApplication Build(CenterOptions options, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.Services.AddRoutingCore();
        logging(builder.Logging);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(CenterDatabase.Of(options));
        builder.Services.AddSingleton(with => new BlobStore(options.BlobPath, with.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ReportStore>();
        builder.Services.AddSingleton<CaseQueries>();
        builder.Services.AddSingleton<CollectorStatus>();
        builder.Services.AddSingleton<SiteHealthQueries>().AddSingleton<AlarmQueries>().AddSingleton<VerdictQueries>().AddSingleton<DriftWatch>().AddSingleton<WorkList>().AddSingleton<Adjudications>().AddSingleton<Baselines>();
        builder.Services.AddSingleton(options.Keep).AddSingleton<Retention>().AddHostedService<RetentionWorker>();
        builder.Services.AddSingleton<CollectorPulse>().AddHostedService<Collector>();
        builder.Services.AddSingleton(WatchdogInterval.FromEnvironment()).AddHostedService<Watchdog>();
        SystemdNotification.AddIfAsked(builder.Services);
        var app = builder.Build();
        if (options.Blobs.Url is not null)
            MapBlobs(app, options.Blobs);
        app.UseAccess(options);
        app.UseRouting();
        app.MapPages();
        app.MapApi();
        app.MapAdjudication();
        app.MapAdjudicationPage();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, CenterOptions options)
    {
        kestrel.AddServerHeader = false;
        foreach (var url in options.Urls.Split(';'))
        {
            var uri = new Uri(url);
            BlobListener.ListenAt(kestrel, uri, listen =>
            {
                if (uri.Scheme == "https")
                    listen.UseHttps(options.Web!.LoadCertificate());
            });
        }

        BlobListener.Listen(kestrel, options.Blobs);
    }

    /// <summary>What comes in on the boxes' port never reaches the pages, and the other way round.</summary>
    private static void MapBlobs(WebApplication app, BlobOptions options)
    {
        var store = app.Services.GetRequiredService<BlobStore>();
        var log = app.Services.GetRequiredService<ILogger<BlobStore>>();
        app.Use((context, next) => context.Connection.LocalPort == options.Port ? BlobEndpoints.HandleAsync(context, store, options, log) : next(context));
    }
}
