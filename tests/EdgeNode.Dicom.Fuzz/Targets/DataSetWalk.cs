using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>Asks a data set for everything it holds, in every form there is.</summary>
internal static class DataSetWalk
{
    // One character of text between backslashes becomes a string object and its reference; the same again for what is split and trimmed.
    private const int ValueFactor = 64;
    private const int ValueFixedBytes = 8 * 1024;

    public static void Visit(DicomDataset dataSet, ref Behaviour behaviour)
    {
        behaviour.AddCount(dataSet.Elements.Count);
        // Found out once, by whichever value needs it first.
        _ = dataSet.CharacterSet;
        ulong tags = 0;
        foreach (var element in dataSet.Elements)
        {
            tags += (ulong)element.Vr * (element.Tag.IsPrivate ? 3UL : 1UL);
            Ask(dataSet, element);
            if (element.Fragments is { } fragments) behaviour.AddCount(fragments.Count);
            if (element.Items is not { } items) continue;
            behaviour.AddCount(items.Count);
            foreach (var item in items) Visit(item, ref behaviour);
        }

        behaviour.Add(tags % 61);
    }

    private static void Ask(DicomDataset dataSet, DicomElement element)
    {
        var before = AllocationLimit.Now;
        var texts = dataSet.GetStrings(element.Tag);
        var numbers = dataSet.GetDoubles(element.Tag);
        dataSet.GetInt(element.Tag);
        AllocationLimit.Check("Decoding a value", before, element.Value.Length, ValueFixedBytes, ValueFactor);
        if (element.Items is not null && (texts.Count > 0 || numbers.Count > 0)) throw new InvariantException("A sequence has no values", element.Tag.ToString());
        if (!dataSet.TryGet(element.Tag, out var found) || found != element) throw new InvariantException("Every tag occurs once and is found", element.Tag.ToString());
    }
}
