using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Data set to bytes, little endian (PS3.5 section 7). Recursion is bounded: deeper than the reader would read is refused.</summary>
/// <param name="isData">A data set: group 0002 and what else cannot stand in one is left out.</param>
internal sealed class DataSetEncoder(bool isExplicit, bool undefinedLengths, bool isData = false)
{
    private const int DelimiterBytes = 8;

    /// <summary>Lowest group of a data set (PS3.10: 0004 of directories).</summary>
    private const int FirstGroup = 0x0004;

    public long LengthOf(DicomDataset dataSet) => LengthOf(dataSet, 0);

    public void Write(Stream target, DicomDataset dataSet) => Write(target, dataSet, 0);

    private long LengthOf(DicomDataset dataSet, int depth)
    {
        long length = 0;
        foreach (var element in Written(dataSet)) length += HeaderBytes(element) + ValueBytes(element, depth);
        return length;
    }

    /// <summary>
    /// What is written of a data set: no group lengths, which are retired and would be wrong after any change (PS3.5 section 7.2), and no group that belongs
    /// before it, which strays into the data sets of damaged files.
    /// </summary>
    public static bool IsWritten(DicomTag tag) => tag.Element != 0 && tag.Group >= FirstGroup;

    private IEnumerable<DicomElement> Written(DicomDataset dataSet) => isData ? dataSet.Elements.Where(element => IsWritten(element.Tag)) : dataSet.Elements;

    private long ValueBytes(DicomElement element, int depth)
    {
        if (element.Fragments is { } fragments) return fragments.Sum(fragment => DelimiterBytes + (long)fragment.Length + (fragment.Length & 1)) + DelimiterBytes;
        return element.Items is null ? element.Value.Length + (element.Value.Length & 1) : ItemsLength(element.Items, depth);
    }

    private long ItemsLength(IReadOnlyList<DicomDataset> items, int depth)
    {
        if (depth >= DataSetParser.MaxDepth) throw new ArgumentException($"Sequences are nested more than {DataSetParser.MaxDepth} deep.");
        var length = undefinedLengths ? DelimiterBytes : 0L;
        foreach (var item in items) length += DelimiterBytes + LengthOf(item, depth + 1) + (undefinedLengths ? DelimiterBytes : 0);
        return length;
    }

    private void Write(Stream target, DicomDataset dataSet, int depth)
    {
        foreach (var element in Written(dataSet))
        {
            var length = element.Fragments is not null || (element.Items is not null && undefinedLengths) ? ElementHeader.UndefinedLength : checked((uint)ValueBytes(element, depth));
            WriteHeader(target, element, length);
            if (element.Items is { } items) WriteItems(target, items, depth);
            else if (element.Fragments is { } fragments) WriteFragments(target, fragments);
            else WritePadded(target, element.Value.Span, VrRules.Padding(element.Vr));
        }
    }

    private void WriteItems(Stream target, IReadOnlyList<DicomDataset> items, int depth)
    {
        foreach (var item in items)
        {
            WriteDelimiter(target, DicomTag.Item, undefinedLengths ? ElementHeader.UndefinedLength : checked((uint)LengthOf(item, depth + 1)));
            Write(target, item, depth + 1);
            if (undefinedLengths) WriteDelimiter(target, DicomTag.ItemDelimitation, 0);
        }

        if (undefinedLengths) WriteDelimiter(target, DicomTag.SequenceDelimitation, 0);
    }

    private static void WriteFragments(Stream target, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        foreach (var fragment in fragments)
        {
            WriteDelimiter(target, DicomTag.Item, (uint)(fragment.Length + (fragment.Length & 1)));
            WritePadded(target, fragment.Span, 0);
        }

        WriteDelimiter(target, DicomTag.SequenceDelimitation, 0);
    }

    private int HeaderBytes(DicomElement element) => isExplicit && VrRules.HasLongLength(WrittenVr(element)) ? 12 : 8;

    /// <summary>A value over 64 KiB does not fit the short form and goes as UN (PS3.5 section 6.2.2 note 2).</summary>
    private static Vr WrittenVr(DicomElement element) => element.Value.Length > 0xFFFE && !VrRules.HasLongLength(element.Vr) ? Vr.UN : element.Vr;

    private void WriteHeader(Stream target, DicomElement element, uint length)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        WriteTag(header, element.Tag);
        var size = HeaderBytes(element);
        if (isExplicit)
        {
            var vr = WrittenVr(element);
            BinaryPrimitives.WriteUInt16LittleEndian(header[4..], (ushort)vr);
            if (size == 8) BinaryPrimitives.WriteUInt16LittleEndian(header[6..], (ushort)length);
            else BinaryPrimitives.WriteUInt32LittleEndian(header[8..], length);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        }

        target.Write(header[..size]);
    }

    private static void WriteDelimiter(Stream target, DicomTag tag, uint length)
    {
        Span<byte> header = stackalloc byte[DelimiterBytes];
        WriteTag(header, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        target.Write(header);
    }

    private static void WriteTag(Span<byte> header, DicomTag tag)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
    }

    private static void WritePadded(Stream target, ReadOnlySpan<byte> value, byte padding)
    {
        target.Write(value);
        if ((value.Length & 1) != 0) target.WriteByte(padding);
    }
}
