using System.Globalization;

namespace EdgeNode.Dicom.DataSets;

/// <summary>The number of a data element: group and element (PS3.5 section 7.1). Orders as elements do in a data set.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element) : IComparable<DicomTag>
{
    internal static readonly DicomTag Item = new(0xFFFE, 0xE000);
    internal static readonly DicomTag ItemDelimitation = new(0xFFFE, 0xE00D);
    internal static readonly DicomTag SequenceDelimitation = new(0xFFFE, 0xE0DD);

    /// <summary>Group in the upper, element in the lower 16 bits.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>Odd groups belong to manufacturers (PS3.5 section 7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    public int CompareTo(DicomTag other) => Value.CompareTo(other.Value);

    public static bool operator <(DicomTag left, DicomTag right) => left.Value < right.Value;
    public static bool operator >(DicomTag left, DicomTag right) => left.Value > right.Value;
    public static bool operator <=(DicomTag left, DicomTag right) => left.Value <= right.Value;
    public static bool operator >=(DicomTag left, DicomTag right) => left.Value >= right.Value;

    /// <summary>As the standard prints it: (0010,0020).</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");
}
