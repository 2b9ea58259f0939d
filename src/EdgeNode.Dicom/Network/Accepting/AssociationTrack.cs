namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Counts of one association while it lives; read by whoever looks at the log.</summary>
internal sealed class AssociationTrack(AssociationEntry start)
{
    private int _stored;
    private int _refused;
    private long _bytes;
    private volatile Closing? _closing;

    public int Stored => Volatile.Read(ref _stored);

    public void Received(long bytes) => Volatile.Write(ref _bytes, _bytes + bytes);

    /// <summary>A C-STORE was answered.</summary>
    public void Answered(DimseStatus status) => _ = status.IsStored ? Interlocked.Increment(ref _stored) : Interlocked.Increment(ref _refused);

    public void Close(AssociationOutcome outcome, string why, DateTimeOffset now) => _closing = new(outcome, why, now);

    public AssociationEntry Entry()
    {
        var entry = start with { Stored = Stored, Refused = Volatile.Read(ref _refused), Bytes = Volatile.Read(ref _bytes) };
        return _closing is { } closing ? entry with { Outcome = closing.Outcome, Why = closing.Why, Ended = closing.Now } : entry;
    }

    private sealed record Closing(AssociationOutcome Outcome, string Why, DateTimeOffset Now);
}
