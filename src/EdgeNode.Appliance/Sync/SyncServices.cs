using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Acts;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Appliance.Sync.Crops;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeNode.Appliance.Sync;

/// <summary>Puts the line to the centre into the service. The host brings the <see cref="Database"/>.</summary>
public static class SyncServices
{
    /// <summary>
    /// Adds outbox, supervisor and, where asked for, the embedded broker. Options must be valid; the site's secret lies in the data folder.
    /// </summary>
    public static IServiceCollection AddSync(this IServiceCollection services, SyncOptions options, string dataFolder)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StageBeats>();
        services.AddSingleton(options);
        services.AddSingleton(with => new Outbox(with.GetRequiredService<Database>(), with.GetRequiredService<TimeProvider>(), options.Crops.Enabled));
        services.AddSingleton<SyncMonitor>();
        services.AddSingleton(_ => SiteSecret.LoadOrCreate(dataFolder));
        services.AddSingleton<CropRequests>();
        services.AddSingleton<CaseReports>().AddSingleton<ActReports>().AddSingleton<SyncCommands>();
        if (options.UsesEmbedded)
            services.AddHostedService<EmbeddedBroker>();
        services.AddHostedService<MqttSupervisor>();
        return services;
    }
}
