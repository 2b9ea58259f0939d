namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>The loudspeaker.</summary>
public interface IAlarmSound
{
    /// <summary>Plays one burst to its end.</summary>
    /// <exception cref="IOException">It cannot be heard; the message says why and what to do.</exception>
    Task PlayAsync(int pulses, CancellationToken cancel);

    /// <summary>Opens the loudspeaker and plays nothing: whether an alarm could be heard must be known before there is one.</summary>
    /// <exception cref="IOException">It cannot be heard; the message says why and what to do.</exception>
    Task TryAsync(CancellationToken cancel);
}
