using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Center.Collecting;

/// <summary>Keeps the collector connected, for ever, with a fresh session per attempt.</summary>
internal sealed class Collector(
    CenterOptions options, ReportStore store, CollectorStatus status, CollectorPulse pulse, ILogger<Collector> log, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = new ReconnectDelay(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(options.LongestPause), new Random());
        while (!stoppingToken.IsCancellationRequested)
        {
            pulse.Beat();
            try
            {
                using var session = new CollectorSession(options, store, status, pulse, log, time);
                await session.RunAsync(pause.Reset, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                var next = pause.Next();
                pulse.Beat(rest: next);
                log.Unreachable(options.Address.ToString(), failure.GetBaseException().Message, next.TotalSeconds);
                await Task.Delay(next, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
