using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Alarms.Lifecycle;
using EdgeNode.Appliance.Alarms.Outputs;
using EdgeNode.Appliance.Hosting.Options;

namespace EdgeNode.Appliance.Alarms;

/// <summary>Joins the alarms into the service.</summary>
public static class AlarmServices
{
    public static IServiceCollection AddAlarms(this IServiceCollection services, AlarmOptions options)
    {
        services.AddSingleton(options).AddSingleton(options.Technical);
        services.AddSingleton<AlarmStore>().AddSingleton<Readers>().AddSingleton<AlarmActs>().AddSingleton<AlarmPause>();
        services.AddSingleton<SoundSchedule>().AddSingleton<IAlarmSound, AlsaSound>().AddSingleton<IAlarmRelay, HookRelay>();
        return services.AddHostedService<AlarmAnnouncer>().AddHostedService<AlarmClock>();
    }
}
