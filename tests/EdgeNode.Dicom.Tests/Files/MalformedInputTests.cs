using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>No input crashes the reader; each gives a file or a reason.</summary>
public sealed class MalformedInputTests
{
    private static readonly string[] Reasons = [ReadReasons.NotDicom, ReadReasons.Truncated, ReadReasons.Malformed, ReadReasons.NestedTooDeep, ReadReasons.TooLarge];

    [Theory]
    [InlineData("malformed-pwnlab", 100)]
    [InlineData("pydicom-tests", 100)]
    [InlineData("pydicom-data", 5)]
    [InlineData("ct-codecs", 15)]
    public void Every_odd_file_gives_a_file_or_a_reason(string folder, int atLeast)
    {
        var read = 0;
        foreach (var (name, bytes) in TestFiles.Real(folder))
        {
            var result = Visit(bytes);
            Assert.True(result.IsRead || Reasons.Contains(result.Reason), name);
            Assert.True(result.IsRead || result.Detail!.Length < 200, name);
            if (result.IsRead) read++;
        }

        Assert.True(read >= atLeast, $"Only {read} read.");
    }

    [Theory]
    [InlineData(63, null)]
    [InlineData(64, null)]
    [InlineData(65, ReadReasons.NestedTooDeep)]
    [InlineData(20_000, ReadReasons.NestedTooDeep)]
    public void Sequences_are_read_64_deep_and_refused_beyond(int depth, string? reason)
    {
        var bytes = new MemoryStream();
        bytes.Write(FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.ExplicitVrLittleEndian.Uid));
        for (var i = 0; i < depth; i++) bytes.Write([0x08, 0x00, 0x40, 0x11, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]);
        for (var i = 0; i < depth; i++) bytes.Write([0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        Assert.Equal(reason, DicomReader.Read(bytes.ToArray()).Reason);
    }

    [Fact]
    public void A_file_cut_at_any_byte_reads_or_is_called_truncated()
    {
        var whole = TestFiles.Bytes(TestFiles.CtSlice().Set(Tags.ReferencedImageSequence, new DicomDataset().Set(Tags.ReferencedSOPInstanceUID, "1.2")));
        for (var length = 140; length < whole.Length; length++)
        {
            var result = Visit(whole.AsSpan(0, length).ToArray());
            Assert.True(result.IsRead || result.Reason == ReadReasons.Truncated, $"{length}: {result.Reason}");
        }
    }

    [Fact]
    public void Pixel_data_that_claims_to_be_a_sequence_is_read_as_one_or_refused()
    {
        byte[] file = [0x08, 0, 0, 0, (byte)'U', (byte)'L', 4, 0, 0, 0, 0, 0, 0xE0, 0x7F, 0x10, 0, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 9, 0, 0, 0, (byte)'U', (byte)'L', 0, 0, 0];
        Assert.Equal(ReadReasons.Truncated, Visit(file).Reason);
    }

    [Fact]
    public void Changed_bytes_never_crash_the_reader()
    {
        var seeds = new[]
        {
            TestFiles.Bytes(TestFiles.CtSlice(1, 4, 4).Set(Tags.ContentSequence, new DicomDataset().Set(Tags.ContentSequence, new DicomDataset().Set(Tags.TextValue, "x")))),
            TestFiles.Bytes(TestFiles.CtSlice(1, 4, 4), new WriteOptions { TransferSyntax = TransferSyntax.ImplicitVrLittleEndian, UndefinedSequenceLengths = true }),
        };
        Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[128, 1300], Gen.Byte).Array[1, 6]).Sample((seed, changes) =>
        {
            var bytes = (byte[])seeds[seed].Clone();
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            Visit(bytes);
        }, iter: 2_000);
    }

    [Fact]
    public void Nothing_that_is_not_dicom_is_taken_for_it() =>
        Assert.All(
            new[] { "", "<html>", "PK\x03\x04 a zip file", "not an image at all", new string('\0', 500) },
            text => Assert.Equal(ReadReasons.NotDicom, DicomReader.Read(System.Text.Encoding.Latin1.GetBytes(text)).Reason));

    [Fact]
    public void A_failure_never_repeats_a_value()
    {
        var bytes = TestFiles.Bytes(TestFiles.CtSlice().Set(Tags.PatientName, "SECRET^NAME"));
        var result = DicomReader.Read(bytes.AsMemory(0, bytes.AsSpan().IndexOf("SECRET"u8) + 8));
        Assert.Equal(ReadReasons.Truncated, result.Reason);
        Assert.DoesNotContain("SECRET", result.Detail, StringComparison.Ordinal);
        Assert.Contains("(0010,0010)", result.Detail, StringComparison.Ordinal);
    }

    /// <summary>Reads whole and header, and asks every element for everything.</summary>
    private static DicomReadResult Visit(byte[] bytes)
    {
        DicomReader.Read(bytes, ReadScope.Header);
        var result = DicomReader.Read(bytes);
        if (!result.IsRead) return result;
        Visit(result.File.Meta);
        Visit(result.File.DataSet);
        var pixels = StoredValues.From(result.File);
        if (pixels.IsDecoded) pixels.Values.ToHounsfield(new short[pixels.Values.Description.Count]);
        return result;
    }

    private static void Visit(DicomDataset dataSet)
    {
        foreach (var element in dataSet.Elements)
        {
            dataSet.GetStrings(element.Tag);
            dataSet.GetDoubles(element.Tag);
            dataSet.GetInt(element.Tag);
            foreach (var item in dataSet.GetSequence(element.Tag)) Visit(item);
        }
    }
}
