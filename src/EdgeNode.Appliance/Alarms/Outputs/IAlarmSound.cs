namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>The loudspeaker.</summary>
public interface IAlarmSound
{
    /// <summary>Plays one burst to its end.</summary>
    /// <exception cref="IOException">It cannot be heard; the message says why and what to do.</exception>
    Task PlayAsync(int pulses, CancellationToken cancel);
}
