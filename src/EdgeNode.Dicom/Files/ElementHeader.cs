using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Tag, representation and length before a value (PS3.5 section 7.1).</summary>
internal readonly record struct ElementHeader(DicomTag Tag, Vr Vr, uint Length, int Size)
{
    /// <summary>The value ends at a delimiter.</summary>
    public const uint UndefinedLength = 0xFFFFFFFF;

    public bool IsUndefined => Length == UndefinedLength;

    /// <summary>Reads a header; false when <paramref name="bytes"/> end inside it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool isExplicit, bool isBigEndian, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < 8) return false;
        var tag = new DicomTag(UInt16(bytes, isBigEndian), UInt16(bytes[2..], isBigEndian));
        // Items and delimiters have no representation. Two bytes that are not letters where one should be mean that the writer
        // slipped into implicit VR, which happens inside private elements.
        if (!isExplicit || tag.Group == 0xFFFE || !IsLetter(bytes[4]) || !IsLetter(bytes[5]))
        {
            header = new(tag, TagRegistry.VrOf(tag), UInt32(bytes[4..], isBigEndian), 8);
            return true;
        }

        // Representations that came after this code have the long form (PS3.5 section 7.1.2) and read as UN.
        var vr = VrRules.FromLetters(bytes[4], bytes[5]) ?? Vr.UN;
        if (!VrRules.HasLongLength(vr))
        {
            header = new(tag, vr, UInt16(bytes[6..], isBigEndian), 8);
            return true;
        }

        if (bytes.Length < 12) return false;
        header = new(tag, vr, UInt32(bytes[8..], isBigEndian), 12);
        return true;
    }

    private static bool IsLetter(byte value) => value is >= (byte)'A' and <= (byte)'Z';

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
