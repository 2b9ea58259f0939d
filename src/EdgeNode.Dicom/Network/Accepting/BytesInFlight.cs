namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Bytes of instances that have begun and are not committed, over all associations.</summary>
internal sealed class BytesInFlight(long most)
{
    private long _now;

    /// <summary>False, and nothing added, when that would be too many.</summary>
    public bool TryAdd(long bytes)
    {
        if (Interlocked.Add(ref _now, bytes) <= most) return true;
        Remove(bytes);
        return false;
    }

    public void Remove(long bytes) => Interlocked.Add(ref _now, -bytes);
}
