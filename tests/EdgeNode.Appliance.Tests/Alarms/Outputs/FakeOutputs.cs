using EdgeNode.Appliance.Alarms.Outputs;

namespace EdgeNode.Appliance.Tests.Alarms.Outputs;

/// <summary>A loudspeaker and a relay that remember what they were told, and fail when they should.</summary>
internal sealed class FakeOutputs : IAlarmSound, IAlarmRelay
{
    public List<int> Bursts { get; } = [];

    /// <summary>How often the loudspeaker was opened without a sound.</summary>
    public int Tries { get; private set; }

    public List<AlarmSignal> Shown { get; } = [];

    public bool IsBroken { get; set; }

    public Task PlayAsync(int pulses, CancellationToken cancel)
    {
        Bursts.Add(pulses);
        return IsBroken ? Task.FromException(new IOException("no loudspeaker")) : Task.CompletedTask;
    }

    public Task TryAsync(CancellationToken cancel)
    {
        Tries++;
        return IsBroken ? Task.FromException(new IOException("no loudspeaker")) : Task.CompletedTask;
    }

    public Task ShowAsync(AlarmSignal signal, CancellationToken cancel)
    {
        Shown.Add(signal);
        return IsBroken ? Task.FromException(new IOException("no relay")) : Task.CompletedTask;
    }
}
