namespace EdgeNode.Appliance.Sync;

/// <summary>
/// Rows that were sent and have no receipt yet, at most <paramref name="capacity"/>. Measured on the monotonic clock, so that a clock that
/// is set neither hurries nor stops it.
/// </summary>
internal sealed class SendWindow(int capacity, TimeSpan resendAfter, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, long> _sent = [];
    private long _progress;

    public int Capacity => capacity;

    /// <summary>Of rows in sending order, at most <paramref name="most"/> to send now; they count as sent.</summary>
    public List<OutboxEntry> Take(IEnumerable<OutboxEntry> pending, int most)
    {
        lock (_lock)
        {
            var taken = new List<OutboxEntry>();
            foreach (var entry in pending.Where(entry => !_sent.ContainsKey(entry.Id)))
            {
                if (_sent.Count >= capacity || taken.Count >= most)
                    break;
                if (_sent.Count == 0)
                    _progress = time.GetTimestamp();
                _sent[entry.Id] = time.GetTimestamp();
                taken.Add(entry);
            }

            return taken;
        }
    }

    public void Receipted(IEnumerable<Guid> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
                _sent.Remove(id);
            _progress = time.GetTimestamp();
        }
    }

    /// <summary>Everything unreceipted is to be sent again: a centre has come, and nobody knows what the one before it saw.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _sent.Clear();
        }
    }

    /// <summary>
    /// Forgets what must be sent again, and counts it: everything when no receipt has come for the given time, and single rows that have
    /// been passed over for six times as long while others got theirs (a broker may drop one message of many).
    /// </summary>
    public int Expire()
    {
        lock (_lock)
        {
            var before = _sent.Count;
            if (before > 0 && time.GetElapsedTime(_progress) > resendAfter)
                _sent.Clear();
            foreach (var id in _sent.Where(row => time.GetElapsedTime(row.Value) > resendAfter * 6).Select(row => row.Key).ToList())
                _sent.Remove(id);
            return before - _sent.Count;
        }
    }
}
