using EdgeNode.Center.Collecting;
using EdgeNode.Center.Pages;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Hosting;

/// <summary>Composes the centre: database, collector, read-only page.</summary>
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
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls.Split(';'));
        builder.Services.AddRoutingCore();
        logging(builder.Logging);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Postgres is { } postgres ? CenterDatabase.OpenPostgres(postgres) : CenterDatabase.Open(options.StoragePath));
        builder.Services.AddSingleton<ReportStore>();
        builder.Services.AddSingleton<CaseQueries>();
        builder.Services.AddSingleton<CollectorStatus>();
        builder.Services.AddHostedService<Collector>();
        var app = builder.Build();
        app.MapPages();
        return app;
    }
}
