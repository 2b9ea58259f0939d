using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>Every real file, also those in zips: read or refused with a reason, and what is read survives being written.</summary>
public sealed class RealFilesTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_is_read_or_refused_and_what_is_read_is_written_the_same()
    {
        var folders = Directory.GetDirectories(RealData.PathOrSkip("data")).Select(folder => Path.GetFileName(folder)!).ToArray();
        var outcomes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, bytes) in TestFiles.Real(folders))
        {
            var read = DicomReader.Read(bytes);
            if (read.IsRead) AssertSurvives(name, read.File);
            else Assert.InRange(read.Detail.Length, 10, 200);
            if (!outcomes.TryGetValue(read.Reason ?? "read", out var names)) outcomes[read.Reason ?? "read"] = names = [];
            names.Add(name);
        }

        foreach (var (outcome, names) in outcomes)
        {
            output.WriteLine($"{outcome}: {names.Count}{(outcome is "read" or ReadReasons.NotDicom ? "" : " " + string.Join(", ", names))}");
        }

        Assert.DoesNotContain(outcomes.GetValueOrDefault(ReadReasons.NotDicom, []), name => name.EndsWith(".dcm", StringComparison.Ordinal));
        Assert.True(outcomes["read"].Count >= 500, $"Only {outcomes["read"].Count} read.");
    }

    private static void AssertSurvives(string name, DicomFile file)
    {
        var dataSet = file.DataSet;
        if (!DicomUid.IsValid(dataSet.GetString(Tags.SOPClassUID))) dataSet.Set(Tags.SOPClassUID, file.SopClassUid is { } known && DicomUid.IsValid(known) ? known : "2.25.1");
        if (!DicomUid.IsValid(dataSet.GetString(Tags.SOPInstanceUID))) dataSet.Set(Tags.SOPInstanceUID, "2.25.2");
        var isEncapsulated = dataSet.TryGet(Tags.PixelData, out var pixels) && pixels.Fragments is not null;
        var bytes = TestFiles.Bytes(dataSet, new WriteOptions { TransferSyntax = isEncapsulated ? file.TransferSyntax : TransferSyntax.ExplicitVrLittleEndian });
        var again = DicomReader.Read(bytes);
        Assert.True(again.IsRead, $"{name}: {again.Detail}");
        AssertSame(name, dataSet, again.File.DataSet);
        Assert.True(bytes.AsSpan().SequenceEqual(TestFiles.Bytes(again.File.DataSet, new WriteOptions { TransferSyntax = again.File.TransferSyntax })), $"{name}: written twice, two results.");
    }

    private static void AssertSame(string name, DicomDataset expected, DicomDataset actual)
    {
        // Group lengths are not written, nor is group 0002 of an outermost data set.
        var written = expected.Elements.Where(element => element.Tag.Element != 0 && element.Tag.Group != FileMeta.Group).ToList();
        var reread = actual.Elements.Where(element => element.Tag.Group != FileMeta.Group).ToList();
        Assert.True(written.Select(element => element.Tag).SequenceEqual(reread.Select(element => element.Tag)), name);
        foreach (var (left, right) in written.Zip(reread))
        {
            Assert.True(left.Items?.Count == right.Items?.Count && left.Fragments?.Count == right.Fragments?.Count, $"{name} {left.Tag}");
            AssertSame(name, left.Tag, left.Value, right.Value);
            foreach (var (a, b) in (left.Fragments ?? []).Zip(right.Fragments ?? [])) AssertSame(name, left.Tag, a, b);
            foreach (var (a, b) in (left.Items ?? []).Zip(right.Items ?? [])) AssertSame(name, a, b);
        }
    }

    /// <summary>The same bytes, but for the one that makes an odd length even.</summary>
    private static void AssertSame(string name, DicomTag tag, ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        Assert.True(right.Length == left.Length + (left.Length & 1) && right.Span[..left.Length].SequenceEqual(left.Span), $"{name} {tag}");
}
