using System.Diagnostics.CodeAnalysis;

namespace EdgeNode.Dicom.DataSets;

/// <summary>
/// A data set (PS3.5 section 7): elements in ascending order of their tags. What was read stays a window on the file's bytes and is decoded
/// when asked for. Getters never throw on what a file holds: a value that is absent, empty or not what its representation promises is null.
/// Of elements that occur twice the first counts. Not safe for writing from several threads.
/// </summary>
public sealed partial class DicomDataset
{
    private readonly DicomDataset? _parent;
    private DicomElement[] _elements = [];
    private CharacterSet? _characterSet;

    public DicomDataset()
    {
    }

    /// <summary>A data set of elements that are ascending, each tag once.</summary>
    internal DicomDataset(IEnumerable<DicomElement> elements) => _elements = [.. elements];

    /// <summary>A data set inside a sequence of <paramref name="parent"/>, from which it takes the character set it does not state.</summary>
    internal DicomDataset(DicomDataset parent) => _parent = parent;

    /// <summary>All elements, ascending.</summary>
    public IReadOnlyList<DicomElement> Elements => _elements;

    /// <summary>How text of this data set is encoded: its Specific Character Set, or the one of the data set around it.</summary>
    internal CharacterSet CharacterSet =>
        _characterSet ??= TryGet(Tags.SpecificCharacterSet, out var element)
            ? CharacterSet.FromTerms(ElementText.Values(element, CharacterSet.Utf8))
            : _parent?.CharacterSet ?? CharacterSet.Fallback;

    public bool Contains(DicomTag tag) => IndexOf(tag) >= 0;

    public bool TryGet(DicomTag tag, [NotNullWhen(true)] out DicomElement? element)
    {
        var index = IndexOf(tag);
        element = index >= 0 ? _elements[index] : null;
        return element is not null;
    }

    /// <summary>Items of a sequence; empty when absent or not a sequence.</summary>
    public IReadOnlyList<DicomDataset> GetSequence(DicomTag tag) => TryGet(tag, out var element) && element.Items is { } items ? items : [];

    /// <summary>The raw value; empty when absent, a sequence or encapsulated.</summary>
    public ReadOnlyMemory<byte> Bytes(DicomTag tag) => TryGet(tag, out var element) ? element.Value : default;

    /// <summary>First value as text without padding; numbers in invariant form. Undecodable bytes show as U+FFFD.</summary>
    public string? GetString(DicomTag tag) => GetStrings(tag) is [var first, ..] && first.Length > 0 ? first : null;

    /// <summary>All values as text without padding; values left empty between backslashes are kept as empty strings.</summary>
    public IReadOnlyList<string> GetStrings(DicomTag tag) => TryGet(tag, out var element) ? ElementText.Values(element, CharacterSet) : [];

    /// <summary>First value as a number (DS, IS or binary).</summary>
    public double? GetDouble(DicomTag tag) => GetDoubles(tag) is [var first, ..] && !double.IsNaN(first) ? first : null;

    /// <summary>All values as numbers; NaN where a text is not a number.</summary>
    public IReadOnlyList<double> GetDoubles(DicomTag tag) => TryGet(tag, out var element) ? ElementNumbers.Values(element) : [];

    /// <summary>First value as a whole number; null when it is not one or out of range.</summary>
    public int? GetInt(DicomTag tag) =>
        GetDouble(tag) is { } number && number == Math.Floor(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>Ends reading: <paramref name="elements"/> are ascending, each tag once.</summary>
    internal void Fill(DicomElement[] elements) => _elements = elements;

    private int IndexOf(DicomTag tag)
    {
        var low = 0;
        var high = _elements.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var found = _elements[middle].Tag;
            if (found == tag) return middle;
            if (found < tag) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }
}
