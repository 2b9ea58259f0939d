using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>No input crashes the reader; each gives a file or a reason.</summary>
public sealed class MalformedInputTests
{
    private static readonly string[] Reasons = [ReadReasons.NotDicom, ReadReasons.Truncated, ReadReasons.Malformed, ReadReasons.NestedTooDeep, ReadReasons.TooManyElements, ReadReasons.TooLarge];

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

    /// <summary>Implicit VR: empty elements, items and sequences, 8 bytes each, which would take ten to twenty times their size.</summary>
    [Theory]
    [InlineData("F9000000 00000000", 0)]
    [InlineData("F9000000 00000000 00010000 00000000", 0)]
    [InlineData("400030A7 08000000 FEFF00E0 00000000", 0)]
    [InlineData("400030A7 FFFFFFFF FEFF00E0 FFFFFFFF 400030A7 00000000 FEFF0DE0 00000000 FEFFDDE0 00000000", 0)]
    [InlineData("E07F1000 FFFFFFFF FEFF00E0 00000000 FEFFDDE0 00000000", 0)]
    [InlineData("FEFF00E0 00000000", 1)]
    public void Memory_stays_in_proportion_to_a_file_of_nothing_but_structure(string piece, int inSequence)
    {
        var unit = Convert.FromHexString(piece.Replace(" ", "", StringComparison.Ordinal));
        using var file = new MemoryStream();
        file.Write(FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.ImplicitVrLittleEndian.Uid));
        if (inSequence > 0) file.Write([0x40, 0, 0x30, 0xA7, 0xFF, 0xFF, 0xFF, 0xFF]);
        while (file.Length < 4 * 1024 * 1024) file.Write(unit);
        if (inSequence > 0) file.Write([0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]);
        var bytes = file.ToArray();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = DicomReader.Read(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (8L * bytes.Length) + (256 * 1024));
        Assert.True(result.IsRead || result.Reason == ReadReasons.TooManyElements, result.Detail);
    }

    [Fact]
    public void Zeros_that_do_not_last_to_the_end_are_looked_at_once()
    {
        byte[] file = [.. FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.ImplicitVrLittleEndian.Uid), .. new byte[16 * 1024 * 1024], 1];
        // Looking ahead at every one of two million empty elements would take hours.
        Assert.Equal(ReadReasons.Truncated, DicomReader.Read(file).Reason);
    }

    [Fact]
    public void A_deflated_data_set_that_grows_a_thousandfold_is_refused()
    {
        using var file = new MemoryStream();
        file.Write(FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.DeflatedExplicitVrLittleEndian.Uid));
        using (var deflate = new System.IO.Compression.DeflateStream(file, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 100; i++) deflate.Write(new byte[1024 * 1024]);
        }

        Assert.Equal(ReadReasons.TooLarge, DicomReader.Read(file.ToArray()).Reason);
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
