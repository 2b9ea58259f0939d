using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>Explicit VR big endian (PS3.5 A.3, retired), which the product reads and does not write.</summary>
internal static class BigEndian
{
    public static byte[] File(DicomDataset dataSet)
    {
        using var stream = new MemoryStream();
        stream.Write(FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.ExplicitVrBigEndian.Uid));
        Write(stream, dataSet);
        return stream.ToArray();
    }

    private static void Write(MemoryStream stream, DicomDataset dataSet)
    {
        foreach (var element in dataSet.Elements)
        {
            var value = ByteOrder.Swapped(element.Value.Span, VrRules.SwapSize(element.Vr));
            var isLong = VrRules.HasLongLength(element.Vr);
            var header = new byte[isLong ? 12 : 8];
            Tag(header, element.Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(4), (ushort)element.Vr);
            if (element.Items is not null) BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(8), uint.MaxValue);
            else if (isLong) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), value.Length + (value.Length & 1));
            else BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(6), (ushort)(value.Length + (value.Length & 1)));
            stream.Write(header);
            stream.Write(value);
            if (value.Length % 2 == 1) stream.WriteByte(VrRules.Padding(element.Vr));
            if (element.Items is { } items) Write(stream, items);
        }
    }

    private static void Write(MemoryStream stream, IReadOnlyList<DicomDataset> items)
    {
        foreach (var item in items)
        {
            Delimiter(stream, DicomTag.Item, uint.MaxValue);
            Write(stream, item);
            Delimiter(stream, DicomTag.ItemDelimitation, 0);
        }

        Delimiter(stream, DicomTag.SequenceDelimitation, 0);
    }

    private static void Delimiter(MemoryStream stream, DicomTag tag, uint length)
    {
        var header = new byte[8];
        Tag(header, tag);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), length);
        stream.Write(header);
    }

    private static void Tag(byte[] header, DicomTag tag)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), tag.Element);
    }
}
