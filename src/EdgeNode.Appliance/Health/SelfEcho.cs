using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Health;

/// <summary>Once a minute the box sends itself a C-ECHO over TCP: a listener that hangs must not look alive.</summary>
public sealed class SelfEcho(DicomOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const string OurTitle = "EDGENODE_SELF";

    public DateTimeOffset? Last { get; private set; }

    /// <summary>Why the last echo failed; null when it did not.</summary>
    public string? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Port == 0 || options.AllowedCallingAes.Count > 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var echo = await new EchoClient(time).EchoAsync(new(options.AeTitle, "127.0.0.1", options.Port), OurTitle, stoppingToken);
            Failure = echo.IsSuccess ? null : $"The DICOM listener does not answer on port {options.Port} ({echo.Failure?.Reason ?? echo.Status.ToString()}): restart the service.";
            if (echo.IsSuccess)
            {
                Last = time.GetUtcNow();
            }
        }
    }
}
