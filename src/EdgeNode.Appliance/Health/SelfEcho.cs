using System.Net;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Health;

/// <summary>Once a minute the box sends itself a C-ECHO over TCP: a listener that hangs must not look alive.</summary>
public sealed class SelfEcho(DicomOptions options, StageBeats beats, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    // Some echoes may fail, when all places are taken for a while; a listener that answers none of five needs a restart.
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
            if (await EchoAsync(stoppingToken))
            {
                _beat.Beat();
            }
        }
    }

    /// <summary>One C-ECHO to the box's own listener, now; false with <see cref="Failure"/> when it does not answer.</summary>
    public async Task<bool> EchoAsync(CancellationToken cancel)
    {
        var listener = new DicomPeer(options.AeTitle, AddressOf(options).ToString(), options.Port);
        var echo = await new EchoClient(time).EchoAsync(listener, AeTitle, cancel);
        Failure = echo.IsSuccess ? null : $"The DICOM listener does not answer on port {options.Port} ({echo.Failure?.Reason ?? echo.Status.ToString()}): restart the service.";
        if (echo.IsSuccess)
        {
            Last = time.GetUtcNow();
        }

        return echo.IsSuccess;
    }

    /// <summary>Where the listener answers this box itself, and where such a call comes from.</summary>
    internal static IPAddress AddressOf(DicomOptions options)
    {
        var address = IPAddress.Parse(options.Address);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : address;
    }
}
