using System.Net;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Health;

/// <summary>
/// Once a minute the box sends itself a C-ECHO over TCP: a listener that hangs must not look alive. One that answers that all its places are
/// taken lives: people are told, and a restart would only cut off those who send.
/// </summary>
public sealed class SelfEcho(DicomOptions options, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Some echoes may fail, on a box that is busy; a listener that answers none of five needs a restart.
    private readonly StageBeat _beat = beats.Add("DICOM listener", 5 * Every);

    /// <summary>What the box calls itself towards its own listener.</summary>
    internal const string AeTitle = "EDGENODE_SELF";

    public DateTimeOffset? Last { get; private set; }

    /// <summary>Why the last echo failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Port == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        _beat.Beat();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await AskAsync(stoppingToken) is { IsSuccess: true } or { Failure.IsTransient: true })
            {
                _beat.Beat();
            }
        }
    }

    /// <summary>One C-ECHO to the box's own listener, now; false with <see cref="Failure"/> when it does not answer.</summary>
    public async Task<bool> EchoAsync(CancellationToken cancel) => (await AskAsync(cancel)).IsSuccess;

    private async Task<EchoResult> AskAsync(CancellationToken cancel)
    {
        var listener = new DicomPeer(options.AeTitle, AddressOf(options).ToString(), options.Port);
        var echo = await new EchoClient(time).EchoAsync(listener, AeTitle, cancel);
        Failure = echo switch
        {
            { IsSuccess: true } => null,
            { Failure.IsTransient: true } => $"The DICOM listener on port {options.Port} has no place left: scanners are refused until an association ends. Look in /api/status (associations) who keeps them open, or raise dicom.maxAssociations.",
            _ => $"The DICOM listener does not answer on port {options.Port} ({echo.Failure?.Reason ?? echo.Status.ToString()}): restart the service.",
        };
        if (echo.IsSuccess)
        {
            Last = time.GetUtcNow();
        }

        return echo;
    }

    /// <summary>Where the listener answers this box itself, and where such a call comes from.</summary>
    internal static IPAddress AddressOf(DicomOptions options)
    {
        var address = IPAddress.Parse(options.Address);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : address;
    }
}
