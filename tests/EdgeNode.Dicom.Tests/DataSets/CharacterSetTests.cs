using System.Text;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.DataSets;

/// <summary>Names of real files against an independent decoder, and what cannot be decoded.</summary>
public sealed class CharacterSetTests
{
    [Fact]
    public void Real_names_read_as_the_independent_decoder_reads_them()
    {
        var table = File.ReadAllLines(RealData.PathOrSkip("data/DECODE.tsv")).Select(line => line.Split('\t'))
            .Where(row => row[0].StartsWith("charset-pydicom/", StringComparison.Ordinal))
            .ToDictionary(row => row[0], row => row[8]);
        var checkedNames = 0;
        foreach (var (name, bytes) in TestFiles.Real("charset-pydicom"))
        {
            if (!table.TryGetValue(name, out var expected)) continue;
            Assert.Equal(expected, DicomReader.Read(bytes).File!.DataSet.GetString(Tags.PatientName) ?? "");
            checkedNames++;
        }

        Assert.Equal(17, checkedNames);
    }

    [Theory]
    [InlineData("chrSQEncoding.dcm")]
    [InlineData("chrSQEncoding1.dcm")]
    public void A_real_item_reads_in_its_own_set_or_in_that_around_it(string file)
    {
        var read = DicomReader.ReadFile(RealData.PathOrSkip("data/charset-pydicom/" + file)).File!.DataSet;
        var item = read.Elements.Single(element => element.Items is not null).Items![0];
        Assert.Equal("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", item.GetString(Tags.PatientName));
    }

    [Fact]
    public void An_item_takes_the_character_set_of_the_data_set_around_it()
    {
        var read = DicomReader.Read(TestFiles.Bytes(TestFiles.CtSlice().Set(Tags.RequestAttributesSequence, new DicomDataset().Set(Tags.RequestedProcedureDescription, "Hals 頸"))));
        Assert.Equal("Hals 頸", read.File!.DataSet.GetSequence(Tags.RequestAttributesSequence).Single().GetString(Tags.RequestedProcedureDescription));
    }

    [Theory]
    [InlineData("ISO_IR 192", new byte[] { 0xC3, 0x28, (byte)'A' }, "\uFFFD(A")]
    [InlineData("ISO_IR 100", new byte[] { 0xC4, (byte)'b' }, "Äb")]
    [InlineData("NO SUCH SET", new byte[] { 0xC4, (byte)'b' }, "Äb")]
    [InlineData("GBK", new byte[] { 0x95, 0x5C, (byte)'\\', (byte)'b' }, "昞")]
    public void Undecodable_bytes_show_as_such_and_a_second_byte_is_not_a_backslash(string set, byte[] bytes, string expected)
    {
        var dataSet = new DicomDataset().Set(Tags.SpecificCharacterSet, set).Set(Tags.StudyDescription, Vr.LO, bytes);
        Assert.Equal(expected, dataSet.GetString(Tags.StudyDescription));
    }

    [Fact]
    public void Values_keep_their_number_and_lose_their_padding()
    {
        var dataSet = new DicomDataset().Set(Tags.ImageType, Vr.CS, Encoding.ASCII.GetBytes("ORIGINAL\\PRIMARY \\\\ADD "));
        Assert.Equal(["ORIGINAL", "PRIMARY", "", "ADD"], dataSet.GetStrings(Tags.ImageType));
        Assert.Null(dataSet.GetString(Tags.Modality));
        Assert.Null(dataSet.Set(Tags.SliceThickness, "thick").GetDouble(Tags.SliceThickness));
        Assert.Equal([1.5, double.NaN], dataSet.Set(Tags.PixelSpacing, "1.5", "").GetDoubles(Tags.PixelSpacing));
        Assert.Null(dataSet.Set(Tags.InstanceNumber, "99999999999").GetInt(Tags.InstanceNumber));
        Assert.Equal("512", dataSet.Set(Tags.Rows, 512).GetString(Tags.Rows));
    }
}
