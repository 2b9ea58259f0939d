namespace EdgeNode.Appliance.Intake;

/// <summary>When an instance last began to come in.</summary>
internal sealed class ReceptionActivity(TimeProvider time)
{
    private long _last = time.GetTimestamp() - (time.TimestampFrequency * 3600);

    public void Note() => Volatile.Write(ref _last, time.GetTimestamp());

    public bool IsQuiet(TimeSpan since) => time.GetElapsedTime(Volatile.Read(ref _last)) >= since;
}
