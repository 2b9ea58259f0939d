using CsCheck;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Tests.Files;

public sealed class RoundTripTests
{
    private static readonly DicomTag[] TextTags = [Tags.StudyDescription, Tags.PatientName, Tags.PatientComments, Tags.Modality, Tags.SOPInstanceUID];
    private static readonly DicomTag[] NumberTags = [Tags.Rows, Tags.SliceThickness, Tags.InstanceNumber, Tags.PixelPaddingValue];

    private static readonly Gen<Action<DicomDataset>> Element = Gen.OneOf(
        Gen.Select(Gen.Int[0, TextTags.Length - 1], Gen.String[Gen.Char.AlphaNumeric, 0, 40], (tag, text) => (Action<DicomDataset>)(set => set.Set(TextTags[tag], text))),
        Gen.Select(Gen.Int[0, NumberTags.Length - 1], Gen.Int[0, 65535], (tag, number) => (Action<DicomDataset>)(set => set.Set(NumberTags[tag], number))),
        Gen.Select(Gen.UShort, Gen.Byte.Array[0, 300], (element, bytes) => (Action<DicomDataset>)(set => set.Set(new(0x0029, (ushort)(element | 0x1000)), Vr.OB, bytes))),
        Gen.Byte.Array[0, 3000].Select(bytes => (Action<DicomDataset>)(set => set.Set(Tags.PixelData, Vr.OW, bytes))));

    private static Gen<DicomDataset> DataSet(int depth) =>
        Gen.Select(Element.Array[0, 8], depth == 0 ? Gen.Const(Array.Empty<DicomDataset>()) : DataSet(depth - 1).Array[0, 3], (elements, items) =>
        {
            var set = new DicomDataset();
            foreach (var add in elements) add(set);
            if (depth > 0) set.Set(Tags.ContentSequence, items);
            return set;
        });

    [Fact]
    public void What_is_written_reads_back_the_same_in_every_form() =>
        Gen.Select(DataSet(3), Gen.Bool, Gen.Bool).Sample((set, undefined, isExplicit) =>
        {
            set.Set(Tags.SOPClassUID, SopClasses.CtImageStorage).Set(Tags.SOPInstanceUID, "2.25.1");
            var syntax = isExplicit ? TransferSyntax.ExplicitVrLittleEndian : TransferSyntax.ImplicitVrLittleEndian;
            var bytes = TestFiles.Bytes(set, new WriteOptions { TransferSyntax = syntax, UndefinedSequenceLengths = undefined });
            var read = DicomReader.Read(bytes);
            Assert.True(read.IsRead, read.Detail);
            AssertSame(set, read.File.DataSet, isExplicit);
        });

    [Fact]
    public void A_header_reads_the_same_as_the_whole_file_up_to_the_pixel_data()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "slice");
        var slice = TestFiles.CtSlice().Set(new(0x0009, 0x1001), Vr.OB, new byte[200_000]);
        DicomWriter.WriteFile(path, slice);

        var header = DicomReader.ReadFile(path, ReadScope.Header);
        Assert.True(header.IsRead && header.File.IsHeaderOnly);
        Assert.Equal(slice.Elements.Count - 1, header.File.DataSet.Elements.Count);
        Assert.Equal(new FileInfo(path).Length, header.File.PixelData!.Value.Offset + header.File.PixelData.Value.Length);
    }

    [Fact]
    public void Decimal_strings_have_at_most_16_characters_and_keep_14_digits() =>
        Gen.Double[-1e6, 1e6].Sample(number =>
        {
            var text = new DicomDataset().Set(Tags.SliceThickness, number).GetString(Tags.SliceThickness)!;
            Assert.InRange(text.Length, 1, 16);
            Assert.Equal(number, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), 1e-8);
        });

    [Fact]
    public void Meta_information_that_strayed_into_a_data_set_is_not_written_there()
    {
        byte[] file = [.. TestFiles.Bytes(new DicomDataset().Set(Tags.SOPClassUID, SopClasses.CtImageStorage).Set(Tags.SOPInstanceUID, "2.25.1")), 2, 0, 0x16, 0, (byte)'A', (byte)'E', 2, 0, (byte)'X', (byte)' '];
        var read = DicomReader.Read(file).File!.DataSet;
        Assert.True(read.Contains(Tags.SourceApplicationEntityTitle));

        var again = DicomReader.Read(TestFiles.Bytes(read)).File!;
        Assert.False(again.DataSet.Contains(Tags.SourceApplicationEntityTitle) || again.Meta.Contains(Tags.SourceApplicationEntityTitle));
        Assert.Equal(2, again.DataSet.Elements.Count);
    }

    private static void AssertSame(DicomDataset expected, DicomDataset actual, bool isExplicit)
    {
        Assert.Equal(expected.Elements.Select(element => element.Tag), actual.Elements.Select(element => element.Tag));
        foreach (var (left, right) in expected.Elements.Zip(actual.Elements))
        {
            if (isExplicit) Assert.Equal(left.Vr, right.Vr);
            Assert.Equal(left.Items?.Count, right.Items?.Count);
            Assert.True(right.Value.Span[..left.Value.Length].SequenceEqual(left.Value.Span) && right.Value.Length == left.Value.Length + (left.Value.Length & 1));
            foreach (var (a, b) in (left.Items ?? []).Zip(right.Items ?? [])) AssertSame(a, b, isExplicit);
        }
    }
}
