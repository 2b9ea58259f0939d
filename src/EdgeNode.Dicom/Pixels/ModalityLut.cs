using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// A Modality LUT (PS3.3 C.11.1.1): stored value to output unit by a table instead of slope and intercept. Values before the first entry take it, values
/// after the last take that.
/// </summary>
public sealed class ModalityLut
{
    private readonly ushort[] _entries;
    private readonly int _first;

    private ModalityLut(ushort[] entries, int first, string type) => (_entries, _first, Type) = (entries, first, type);

    /// <summary>Unit of the output: HU, OD (optical density) or US (unspecified).</summary>
    public string Type { get; }

    /// <summary>Output of a stored value.</summary>
    public int this[int stored] => _entries[Math.Clamp(stored - (long)_first, 0, _entries.Length - 1)];

    /// <summary>The table of a data set; null where it has none or an unusable one.</summary>
    public static ModalityLut? Of(DicomDataset dataSet, bool isSigned)
    {
        if (dataSet.GetSequence(Tags.ModalityLUTSequence) is not [var item, ..]) return null;
        var descriptor = item.Bytes(Tags.LUTDescriptor).Span;
        var data = item.Bytes(Tags.LUTData).Span;
        if (descriptor.Length < 6) return null;
        // 0 entries stand for 65,536; the first mapped value has the sign of the pixels, whatever representation it is in (C.11.1.1.1).
        var count = BinaryPrimitives.ReadUInt16LittleEndian(descriptor) is not 0 and var stated ? stated : 1 << 16;
        int first = isSigned ? BinaryPrimitives.ReadInt16LittleEndian(descriptor[2..]) : BinaryPrimitives.ReadUInt16LittleEndian(descriptor[2..]);
        // 8-bit entries are packed two in a word, or stand in a word each.
        var isPacked = descriptor[4] == 8 && data.Length < 2 * count;
        if (data.Length < (isPacked ? count : 2 * count)) return null;
        var entries = new ushort[count];
        for (var i = 0; i < count; i++) entries[i] = isPacked ? data[i] : BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]);
        return new(entries, first, item.GetString(Tags.ModalityLUTType) ?? "US");
    }
}
