namespace EdgeNode.Dicom.Fuzz.Inputs;

/// <summary>The input being made: one buffer for all executions, so that making inputs costs no allocation. What does not fit falls off its end.</summary>
internal sealed class InputBuffer
{
    public const int Capacity = 192 * 1024;

    private readonly byte[] _bytes = new byte[Capacity];

    public int Length { get; private set; }

    public Span<byte> Span => _bytes.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Load(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, Capacity);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Bytes may be a part of this buffer.</summary>
    public void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, Capacity - at);
        Span<byte> small = stackalloc byte[256];
        var copy = count <= small.Length ? small[..count] : new byte[count];
        bytes[..count].CopyTo(copy);
        var moved = Math.Min(Length - at, Capacity - at - count);
        _bytes.AsSpan(at, moved).CopyTo(_bytes.AsSpan(at + count));
        copy.CopyTo(_bytes.AsSpan(at));
        Length = at + count + moved;
    }

    public void Remove(int at, int count)
    {
        count = Math.Min(count, Length - at);
        _bytes.AsSpan(at + count, Length - at - count).CopyTo(_bytes.AsSpan(at));
        Length -= count;
    }

    public void Truncate(int length) => Length = Math.Min(Length, length);
}
