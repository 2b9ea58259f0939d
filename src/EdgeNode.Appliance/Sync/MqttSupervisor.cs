using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Keeps a connection to the broker, for ever: a fresh <see cref="MqttSession"/> per attempt, pauses that grow and are spread. The
/// clinical work goes on without it; what it owes the centre waits in the outbox.
/// </summary>
public sealed class MqttSupervisor(
    SyncOptions options, Database database, Outbox outbox, SyncMonitor monitor, SyncCommands commands, ILogger<MqttSupervisor> log, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = new ReconnectDelay(
            TimeSpan.FromSeconds(options.Timings.ShortestPause), TimeSpan.FromSeconds(options.Timings.LongestPause), new Random());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var number = await SessionNumber.NextAsync(database, stoppingToken);
                using var session = new MqttSession(options, number, outbox, monitor, commands, log, time);
                await session.RunAsync(pause.Reset, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                var next = pause.Next();
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
