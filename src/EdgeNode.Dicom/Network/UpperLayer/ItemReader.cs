using System.Buffers.Binary;
using System.Text;

namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>Walks the items of an association PDU; every length is checked against what remains.</summary>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>An item was longer than the bytes that hold it.</summary>
    public bool IsBroken { get; private set; }

    public bool Next(out byte type, out ReadOnlySpan<byte> content)
    {
        type = 0;
        content = default;
        if (_rest.IsEmpty) return false;
        var length = _rest.Length < 4 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (length > _rest.Length - 4)
        {
            IsBroken = true;
            return false;
        }

        type = _rest[0];
        content = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }

    /// <summary>A UID; peers pad with NUL or space against the standard.</summary>
    public static string Uid(ReadOnlySpan<byte> content) => Encoding.ASCII.GetString(content.TrimEnd("\0 "u8));

    /// <summary>An AE title without its spaces; what is not printable becomes '?', as it goes into logs.</summary>
    public static string AeTitle(ReadOnlySpan<byte> content)
    {
        Span<char> text = stackalloc char[content.Length];
        for (var i = 0; i < content.Length; i++) text[i] = content[i] is >= 0x20 and < 0x7F ? (char)content[i] : content[i] == 0 ? ' ' : '?';
        return text.Trim(' ').ToString();
    }
}
