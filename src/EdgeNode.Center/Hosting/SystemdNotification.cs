using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeNode.Center.Hosting;

/// <summary>
/// Tells systemd that the centre is up. Registered by hand where NOTIFY_SOCKET is set: the package's own detection reads
/// /proc/&lt;ppid&gt;/comm, which a hardened unit (ProtectProc=invisible) hides.
/// </summary>
internal static class SystemdNotification
{
    public static void AddIfAsked(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>().AddSingleton<IHostLifetime, SystemdLifetime>();
    }
}
