using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>Every real file, also those in zips: read or refused with a reason, and what is read survives being written.</summary>
public sealed class RealFilesTests(ITestOutputHelper output)
{
    /// <summary>Cut off, damaged on purpose, or (no_meta) behind a stray byte.</summary>
    private static readonly string[] Refused =
    [
        "rtplan_truncated.dcm TRUNCATED", "MR_truncated.dcm TRUNCATED", "DICOMDIR-nooffset TRUNCATED", "no_meta.dcm NOT_DICOM", "TC0265_depth_100.dcm NESTED_TOO_DEEP",
        "TC0345_deflate_corrupt.dcm TRUNCATED", "TC0393_meta_glen_one.dcm TRUNCATED",
        "TC0397_meta_glen_huge.dcm TRUNCATED", "TC0381_preamble_127.dcm NOT_DICOM", "TC0385_dicm_offset0.dcm NOT_DICOM",
        "TC0389_dicm_offset256.dcm NOT_DICOM",
    ];

    [Fact]
    public void Every_file_is_read_or_refused_and_what_is_read_is_written_the_same()
    {
        var folders = Directory.GetDirectories(RealData.PathOrSkip("data")).Select(folder => Path.GetFileName(folder)!).ToArray();
        var (read, strangers, refused) = (0, 0, new List<string>());
        foreach (var (name, bytes) in TestFiles.Real(folders))
        {
            var result = DicomReader.Read(bytes);
            if (result.IsRead)
            {
                read++;
                AssertSurvives(name, result.File);
                continue;
            }

            Assert.InRange(result.Detail.Length, 10, 200);
            if (result.Reason == ReadReasons.NotDicom && !name.EndsWith(".dcm", StringComparison.Ordinal)) strangers++;
            else refused.Add($"{Path.GetFileName(name)} {result.Reason}");
        }

        output.WriteLine($"{read} read, {refused.Count} refused, {strangers} that are no DICOM.");
        Assert.Equal(Refused.Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal));
        Assert.True(read >= 500, $"Only {read} read.");
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
        var written = expected.Elements.Where(element => DataSetEncoder.IsWritten(element.Tag)).ToList();
        Assert.True(written.Select(element => element.Tag).SequenceEqual(actual.Elements.Select(element => element.Tag)), name);
        foreach (var (left, right) in written.Zip(actual.Elements))
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
