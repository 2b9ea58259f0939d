using System.Buffers.Binary;
using System.Globalization;

namespace EdgeNode.Dicom.DataSets;

/// <summary>Values of an element as numbers, both ways (PS3.5 section 6.2).</summary>
internal static class ElementNumbers
{
    public static double[] Values(DicomElement element)
    {
        if (VrRules.IsText(element.Vr)) return [.. ElementText.Values(element, CharacterSet.Utf8).Select(Parse)];
        var size = Size(element.Vr);
        if (size == 0) return [];
        var values = new double[element.Value.Length / size];
        for (var i = 0; i < values.Length; i++) values[i] = Read(element.Vr, element.Value.Span.Slice(i * size, size));
        return values;
    }

    public static byte[] Encode(DicomTag tag, Vr vr, ReadOnlySpan<double> values)
    {
        var size = Size(vr);
        if (size == 0) throw new ArgumentException($"{tag} is {vr}, not a number.", nameof(tag));
        var bytes = new byte[size * values.Length];
        for (var i = 0; i < values.Length; i++) Write(vr, bytes.AsSpan(i * size, size), values[i]);
        return bytes;
    }

    private static double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;

    private static int Size(Vr vr) => vr switch
    {
        Vr.AT or Vr.SS or Vr.US or Vr.OW => 2,
        Vr.FL or Vr.SL or Vr.UL or Vr.OF or Vr.OL => 4,
        Vr.FD or Vr.SV or Vr.UV or Vr.OD or Vr.OV => 8,
        _ => 0,
    };

    private static double Read(Vr vr, ReadOnlySpan<byte> bytes) => vr switch
    {
        Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        Vr.FL or Vr.OF => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        Vr.FD or Vr.OD => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        Vr.UV or Vr.OV => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
    };

    private static void Write(Vr vr, Span<byte> bytes, double value)
    {
        switch (vr)
        {
            case Vr.SS: BinaryPrimitives.WriteInt16LittleEndian(bytes, checked((short)value)); break;
            case Vr.SL: BinaryPrimitives.WriteInt32LittleEndian(bytes, checked((int)value)); break;
            case Vr.UL or Vr.OL: BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)value)); break;
            case Vr.FL or Vr.OF: BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case Vr.FD or Vr.OD: BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case Vr.SV: BinaryPrimitives.WriteInt64LittleEndian(bytes, checked((long)value)); break;
            case Vr.UV or Vr.OV: BinaryPrimitives.WriteUInt64LittleEndian(bytes, checked((ulong)value)); break;
            default: BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value)); break;
        }
    }
}
