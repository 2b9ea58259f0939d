using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeNode.Appliance.Hosting;

/// <summary>
/// Tells systemd that the service is up. Registered by hand when NOTIFY_SOCKET is set: the package's own detection reads
/// /proc/&lt;ppid&gt;/comm, which a hardened unit (ProtectProc=invisible) hides.
/// </summary>
internal static class SystemdNotification
{
    private static bool IsAsked => Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 };

    /// <summary>For what is done before there is a host.</summary>
    public static StartProgress Progress() => new(IsAsked ? new SystemdNotifier() : null, TimeProvider.System);

    public static void AddIfAsked(IServiceCollection services)
    {
        if (IsAsked)
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
    }
}
