using System.Buffers.Binary;

namespace EdgeNode.Appliance.Intake.Segments;

/// <summary>
/// What tells a whole instance in a segment from the remains of one. It stands in the instance's own 128-byte preamble, which PS3.10 section 7.1
/// leaves to the writer, so that a segment describes itself and can be read without the index.
/// </summary>
/// <param name="Length">Bytes of the Part 10 image, preamble included.</param>
/// <param name="DataSetOffset">Where the data set begins, counted from the preamble.</param>
/// <param name="Checksum">XXH128 of the data set bytes.</param>
internal readonly record struct RecordMark(long Length, int DataSetOffset, UInt128 Checksum)
{
    /// <summary>Bytes of the preamble.</summary>
    public const int Size = 128;

    private static ReadOnlySpan<byte> Magic => "EDGENODE SPOOL 1"u8;

    public void Write(Span<byte> preamble)
    {
        preamble[..Size].Clear();
        Magic.CopyTo(preamble);
        BinaryPrimitives.WriteInt64LittleEndian(preamble[16..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(preamble[24..], DataSetOffset);
        BinaryPrimitives.WriteUInt128LittleEndian(preamble[32..], Checksum);
    }

    /// <summary>Null where no instance was completed, or where what stands there cannot lie in <paramref name="available"/> bytes.</summary>
    public static RecordMark? Read(ReadOnlySpan<byte> preamble, long available)
    {
        if (preamble.Length < Size || !preamble.StartsWith(Magic)) return null;
        var mark = new RecordMark(
            BinaryPrimitives.ReadInt64LittleEndian(preamble[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(preamble[24..]),
            BinaryPrimitives.ReadUInt128LittleEndian(preamble[32..]));
        return mark.DataSetOffset >= Size && mark.Length >= mark.DataSetOffset && mark.Length <= available ? mark : null;
    }
}
