namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>Light, relay or pager.</summary>
public interface IAlarmRelay
{
    /// <summary>Brings the output to this state; called at every change and once at start.</summary>
    /// <exception cref="IOException">It cannot be driven; the message says why and what to do.</exception>
    Task ShowAsync(AlarmSignal signal, CancellationToken cancel);
}
