using System.Buffers.Binary;
using System.Text;

namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Builds one PDU, big endian, with the lengths of nested items filled in afterwards.</summary>
internal sealed class PduBuilder
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public PduBuilder(PduType type)
    {
        Byte((byte)type);
        Zeros(5);
    }

    /// <summary>The finished PDU.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(2), (uint)(_length - PduHeader.Size));
        return _bytes.AsMemory(0, _length);
    }

    public PduBuilder Byte(byte value)
    {
        Take(1)[0] = value;
        return this;
    }

    public PduBuilder UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);
        return this;
    }

    public PduBuilder UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);
        return this;
    }

    public PduBuilder Zeros(int count)
    {
        Take(count).Clear();
        return this;
    }

    public PduBuilder Ascii(string text)
    {
        Encoding.ASCII.GetBytes(text, Take(text.Length));
        return this;
    }

    /// <summary>16 characters, filled with spaces.</summary>
    public PduBuilder AeTitle(string title) => Ascii(title.Length > 16 ? title[..16] : title.PadRight(16));

    public PduBuilder Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    /// <summary>An item or sub-item: type, a reserved byte, 16-bit length, content.</summary>
    public PduBuilder Item(byte type, Action<PduBuilder> content)
    {
        Byte(type).Zeros(3);
        var start = _length;
        content(this);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(start - 2), checked((ushort)(_length - start)));
        return this;
    }

    public PduBuilder TextItem(byte type, string text) => Item(type, item => item.Ascii(text));

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
