using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Health.Technical;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>
/// Drives sound and relay from the alarms that stand, in the service, so that a page that hangs cannot mute one. Nothing is remembered over a
/// restart: the outputs are brought to what the database says, and tried at once. An output that fails is a technical alarm and is tried again.
/// </summary>
public sealed class AlarmAnnouncer(
    AlarmStore alarms, SoundSchedule schedule, IAlarmSound sound, IAlarmRelay relay, CaseChanges changes, TechnicalAlarms technical, StageBeats beats, TimeProvider time)
    : BackgroundService
{
    internal const string SoundFailed = "ALARM_SOUND_FAILED";
    internal const string RelayFailed = "ALARM_RELAY_FAILED";
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    private readonly StageBeat _beat = beats.Add("alarm outputs", TimeSpan.FromMinutes(1));
    private AlarmSignal? _shown;
    private long? _relayTried;
    private long? _soundTried;

    /// <summary>One look at the alarms, and what follows from it.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var unacknowledged = alarms.Unacknowledged();
        await Task.WhenAll(ShowAsync(AlarmSignal.Of(unacknowledged, Others()), cancel), PlayAsync(schedule.Due(unacknowledged), cancel));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _beat.Beat();
            var change = changes.NextAsync(LookAgain, time, stoppingToken);
            await LookAsync(stoppingToken);
            await change;
        }
    }

    /// <summary>Technical alarms without those about the outputs: a relay that fails must not be called anew because it failed.</summary>
    private int Others() => technical.Standing.Count(alarm => alarm.Code is not (SoundFailed or RelayFailed));

    private async Task ShowAsync(AlarmSignal signal, CancellationToken cancel)
    {
        if (signal == _shown || (Stands(RelayFailed) && !IsLongAgo(_relayTried)))
        {
            return;
        }

        _relayTried = time.GetTimestamp();
        try
        {
            await relay.ShowAsync(signal, cancel);
            _shown = signal;
            technical.Clear(RelayFailed);
        }
        catch (IOException failed)
        {
            technical.Raise(RelayFailed, $"The alarm relay does not work: {failed.Message}. Check alarms.relay and watch the screen until it does.");
        }
    }

    private async Task PlayAsync(int? pulses, CancellationToken cancel)
    {
        if (pulses is null && !(Stands(SoundFailed) ? IsLongAgo(_soundTried) : _soundTried is null))
        {
            return;
        }

        _soundTried = time.GetTimestamp();
        try
        {
            await (pulses is { } burst ? sound.PlayAsync(burst, cancel) : sound.TryAsync(cancel));
            technical.Clear(SoundFailed);
        }
        catch (IOException failed)
        {
            technical.Raise(SoundFailed, $"The alarm cannot be heard: {failed.Message}. Check alarms.sound, the loudspeaker and alarm-outputs.conf (docs/operations.md), and watch the screen until it can.");
        }
    }

    private bool Stands(string code) => technical.Standing.Any(alarm => alarm.Code == code);

    private bool IsLongAgo(long? tried) => tried is not { } at || time.GetElapsedTime(at) >= TryAgain;
}
