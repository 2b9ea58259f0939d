using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Storage;
using EdgeNode.Contracts.Broker;

namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Keeps a connection to the broker, for ever: a fresh <see cref="MqttSession"/> per attempt, pauses that grow and are spread. The
/// clinical work goes on without it; what it owes the centre waits in the outbox.
/// </summary>
public sealed class MqttSupervisor(
    SyncOptions options, Database database, Outbox outbox, SyncMonitor monitor, SyncCommands commands, StageBeats beats, ILogger<MqttSupervisor> log, TimeProvider time) : BackgroundService
{
    // To connect, to be born and to subscribe may each take the time that one answer has.
    private readonly StageBeat _beat = beats.Add("line to the centre", TimeSpan.FromMinutes(5) + (3 * TimeSpan.FromSeconds(options.Timings.Timeout)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = new ReconnectDelay(
            TimeSpan.FromSeconds(options.Timings.ShortestPause), TimeSpan.FromSeconds(options.Timings.LongestPause), new Random());
        while (!stoppingToken.IsCancellationRequested)
        {
            _beat.Beat();
            try
            {
                var number = await SessionNumber.NextAsync(database, stoppingToken);
                using var session = new MqttSession(options, number, outbox, monitor, commands, _beat, log, time);
                await session.RunAsync(pause.Reset, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                var next = pause.Next();
                log.Unreachable(options.Address.ToString(), failure.GetBaseException().Message, next.TotalSeconds);
                _beat.DueIn(next);
                await Task.Delay(next, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
