using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Elements as they must stand in a data set: ascending, each tag once (PS3.5 section 7.1). Files that break this are put in order.</summary>
internal static class ElementOrder
{
    public static bool IsAscending(ReadOnlySpan<DicomElement> elements)
    {
        for (var i = 1; i < elements.Length; i++)
        {
            if (elements[i].Tag <= elements[i - 1].Tag) return false;
        }

        return true;
    }

    /// <summary>Sorts in place; of elements that occur twice the first in the file stays.</summary>
    public static DicomElement[] Sort(DicomElement[] elements)
    {
        var keys = new ulong[elements.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = ((ulong)elements[i].Tag.Value << 32) | (uint)i;
        Array.Sort(keys, elements);
        var kept = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            if (kept == 0 || elements[i].Tag != elements[kept - 1].Tag) elements[kept++] = elements[i];
        }

        Array.Resize(ref elements, kept);
        return elements;
    }
}
