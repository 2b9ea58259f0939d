namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// One element of a data set. Exactly one of three kinds: a value (<see cref="Value"/>, little endian, a window on the bytes that were read),
/// a sequence (<see cref="Items"/>, VR SQ), or encapsulated pixel data (<see cref="Fragments"/>, the first is the offset table; PS3.5 A.4).
/// </summary>
public sealed class DicomElement
{
    // Items or fragments: data sets of many elements are the memory of this product's reader, so none holds a field it does not use.
    private readonly object? _content;

    internal DicomElement(DicomTag tag, Vr vr, ReadOnlyMemory<byte> value)
    {
        Tag = tag;
        Vr = vr;
        Value = value;
    }

    internal DicomElement(DicomTag tag, IReadOnlyList<DicomDataset> items)
    {
        Tag = tag;
        Vr = Vr.SQ;
        _content = items;
    }

    internal DicomElement(DicomTag tag, Vr vr, IReadOnlyList<ReadOnlyMemory<byte>> fragments)
    {
        Tag = tag;
        Vr = vr;
        _content = fragments;
    }

    public DicomTag Tag { get; }

    public Vr Vr { get; }

    /// <summary>Raw bytes with their padding; empty for sequences and encapsulated pixel data.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    public IReadOnlyList<DicomDataset>? Items => _content as IReadOnlyList<DicomDataset>;

    public IReadOnlyList<ReadOnlyMemory<byte>>? Fragments => _content as IReadOnlyList<ReadOnlyMemory<byte>>;
}
