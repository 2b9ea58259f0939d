using System.Globalization;
using Microsoft.Extensions.Hosting.Systemd;

namespace EdgeNode.Appliance.Hosting;

/// <summary>
/// Asks systemd for more time while the program works before it is ready (EXTEND_TIMEOUT_USEC, sd_notify(3)): a full box that looks through all its
/// images after a restoration takes longer than any fixed limit. Only work that has just come further asks: one that hangs is ended once the time
/// that it last asked for is over.
/// </summary>
/// <param name="systemd">Null: nobody waits.</param>
public sealed class StartProgress(ISystemdNotifier? systemd, TimeProvider time)
{
    /// <summary>How long one step may take.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private long? _asked;

    /// <summary>For work that nobody waits for.</summary>
    public static StartProgress Untold { get; } = new(null, TimeProvider.System);

    /// <summary>Something is done that was not done before. May be called as often as one likes: systemd hears of it once a second at most.</summary>
    public void Step()
    {
        if (systemd is null || (_asked is { } asked && time.GetElapsedTime(asked) < Pause)) return;
        _asked = time.GetTimestamp();
        systemd.Notify(new ServiceState(string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={LongestStep.TotalMicroseconds:0}")));
    }
}
