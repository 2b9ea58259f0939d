namespace EdgeNode.Center.Collecting;

/// <summary>Whether reports can arrive now, for /healthz.</summary>
public sealed class CollectorStatus
{
    private volatile bool _connected;

    public bool Connected
    {
        get => _connected;
        internal set => _connected = value;
    }
}
