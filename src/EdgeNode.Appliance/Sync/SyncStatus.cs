namespace EdgeNode.Appliance.Sync;

/// <summary>What the kiosk shows of the line to the centre. Unsent counts messages without the centre's receipt and crops on their way.</summary>
public sealed record SyncStatus(bool Connected, bool CentreSeen, int Unsent, DateTimeOffset? OldestUnsent);

/// <summary>The present <see cref="SyncStatus"/>, for everyone who shows or reports it.</summary>
public sealed class SyncMonitor(Outbox outbox)
{
    private readonly Lock _lock = new();
    private bool _connected;
    private bool _centreSeen;
    private SyncStatus? _told;

    /// <summary>Raised when the status has changed, from whatever thread changed it.</summary>
    public event Action<SyncStatus>? Changed;

    public SyncStatus Current
    {
        get
        {
            var backlog = outbox.Backlog();
            lock (_lock)
            {
                return new(_connected, _centreSeen, backlog.Count, backlog.Oldest);
            }
        }
    }

    internal bool CentreSeen
    {
        get
        {
            lock (_lock)
            {
                return _centreSeen;
            }
        }
    }

    internal void Connection(bool connected)
    {
        lock (_lock)
        {
            _connected = connected;
            _centreSeen = false;
        }

        Refresh();
    }

    internal void Centre(bool seen)
    {
        lock (_lock)
        {
            _centreSeen = seen;
        }

        Refresh();
    }

    internal void Refresh()
    {
        var now = Current;
        lock (_lock)
        {
            if (now == _told)
                return;
            _told = now;
        }

        Changed?.Invoke(now);
    }
}
