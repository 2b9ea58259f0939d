using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>Writes what was read, reads that, and compares: nothing may be lost or added but padding to even length.</summary>
internal static class Rewriting
{
    public static void Check(DicomFile file, int choice)
    {
        var isEncapsulated = file.DataSet.TryGet(Tags.PixelData, out var pixels) && pixels.Fragments is not null;
        var isImplicit = !isEncapsulated && choice % 4 == 3 && HasSequencesWhereListed(file.DataSet);
        var options = new WriteOptions
        {
            TransferSyntax = isEncapsulated ? TransferSyntax.RleLossless : isImplicit ? TransferSyntax.ImplicitVrLittleEndian : TransferSyntax.ExplicitVrLittleEndian,
            UndefinedSequenceLengths = choice % 2 == 0,
        };
        using var stream = new MemoryStream(choice + 1024);
        var dataSet = Writable(file.DataSet);
        DicomWriter.Write(stream, dataSet, options);
        var again = DicomReader.Read(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        // Empty items take half the bytes when their length is stated: what was just within the budget of its size may then be beyond it.
        if (again.Reason == ReadReasons.TooManyElements) return;
        if (!again.IsRead) throw new InvariantException("What is written reads again", again.Detail);
        // In implicit VR a private sequence of stated length is a value like any other.
        if (!isImplicit) Compare(dataSet, again.File.DataSet);
    }

    /// <summary>Implicit VR has no way to say that the value of a sequence's tag is none.</summary>
    private static bool HasSequencesWhereListed(DicomDataset dataSet) =>
        dataSet.Elements.All(element => element.Items?.All(HasSequencesWhereListed) ?? TagRegistry.VrOf(element.Tag) != Vr.SQ);

    /// <summary>With UIDs that may stand in file meta information.</summary>
    private static DicomDataset Writable(DicomDataset read)
    {
        var dataSet = new DicomDataset(read.Elements);
        if (!DicomUid.IsValid(read.GetString(Tags.SOPClassUID))) dataSet.Set(Tags.SOPClassUID, SopClasses.CtImageStorage);
        if (!DicomUid.IsValid(read.GetString(Tags.SOPInstanceUID))) dataSet.Set(Tags.SOPInstanceUID, "2.25.1");
        return dataSet;
    }

    private static void Compare(DicomDataset written, DicomDataset read)
    {
        var kept = written.Elements.Where(element => DataSetEncoder.IsWritten(element.Tag)).ToList();
        if (kept.Count != read.Elements.Count) throw Differs($"{kept.Count} elements became {read.Elements.Count}");
        for (var i = 0; i < kept.Count; i++)
        {
            var (left, right) = (kept[i], read.Elements[i]);
            if (left.Tag != right.Tag) throw Differs($"{left.Tag} became {right.Tag}");
            // Long values of short representations have to go as UN (PS3.5 section 6.2.2).
            if (left.Vr != right.Vr && !(right.Vr == Vr.UN && left.Value.Length > 0xFFFE)) throw Differs($"{left.Tag} {left.Vr} became {right.Vr}");
            if (left.Items?.Count != right.Items?.Count || left.Fragments?.Count != right.Fragments?.Count) throw Differs($"{left.Tag} lost items or fragments");
            CompareBytes(left.Tag, left.Value.Span, right.Value.Span);
            for (var f = 0; f < (left.Fragments?.Count ?? 0); f++) CompareBytes(left.Tag, left.Fragments![f].Span, right.Fragments![f].Span);
            for (var s = 0; s < (left.Items?.Count ?? 0); s++) Compare(left.Items![s], right.Items![s]);
        }
    }

    private static void CompareBytes(DicomTag tag, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (right.Length != left.Length + (left.Length & 1) || !right.StartsWith(left)) throw Differs($"the value of {tag} changed");
    }

    private static InvariantException Differs(string how) => new("What is written reads the same", how);
}
