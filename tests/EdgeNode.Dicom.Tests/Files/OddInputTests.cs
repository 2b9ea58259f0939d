using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Tests.Files;

/// <summary>Input that is wrong or old-fashioned and can be read all the same.</summary>
public sealed class OddInputTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(7u)]
    [InlineData(0x7FFFFFFFu)]
    public void A_group_length_that_lies_changes_nothing(uint length)
    {
        var bytes = TestFiles.Bytes(TestFiles.CtSlice());
        BitConverter.TryWriteBytes(bytes.AsSpan(140), length);
        Assert.Equal("Phantom^Nöck", DicomReader.Read(bytes).File!.DataSet.GetString(Tags.PatientName));
        var body = Body(TestFiles.CtSlice());
        byte[] lying = [.. Preamble(), 0x08, 0, 0, 0, (byte)'U', (byte)'L', 4, 0, .. BitConverter.GetBytes(length), .. body];
        var read = DicomReader.Read(lying);
        Assert.Equal(512, read.File!.DataSet.Bytes(Tags.PixelData).Length);
        // Written again, the lie is gone.
        Assert.False(DicomReader.Read(TestFiles.Bytes(read.File.DataSet)).File!.DataSet.Contains(new(0x0008, 0x0000)));
    }

    [Fact]
    public void Rubbish_behind_the_pixel_data_is_left_out()
    {
        var whole = TestFiles.Bytes(TestFiles.CtSlice());
        foreach (var rubbish in (byte[][])[[1], [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0], [.. "not an element at all"u8], [0xFC, 0xFF, 0xFC, 0xFF, (byte)'O', (byte)'B', 0, 0, 0, 1, 0, 0]])
        {
            var read = DicomReader.Read((byte[])[.. whole, .. rubbish]);
            Assert.True(read.IsRead, read.Detail);
            Assert.Equal(Tags.PixelData, read.File.DataSet.Elements[^1].Tag);
            Assert.Equal(512, read.File.DataSet.Bytes(Tags.PixelData).Length);
        }
    }

    [Fact]
    public void Data_sets_without_preamble_and_meta_information_read_in_every_uncompressed_form()
    {
        foreach (var syntax in (TransferSyntax[])[TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian])
        {
            var read = DicomReader.Read(Body(TestFiles.CtSlice(), syntax));
            Assert.Equal((syntax, 512, "CT"), (read.File!.TransferSyntax, read.File.DataSet.Bytes(Tags.PixelData).Length, read.File.DataSet.GetString(Tags.Modality)));
        }
    }

    [Fact]
    public void Odd_lengths_are_read_as_they_are()
    {
        var read = DicomReader.Read((byte[])[.. Preamble(), 0x10, 0, 0x10, 0, (byte)'P', (byte)'N', 3, 0, .. "A^B"u8, 0x10, 0, 0x20, 0, (byte)'L', (byte)'O', 1, 0, (byte)'7']);
        Assert.Equal(("A^B", "7"), (read.File!.DataSet.GetString(Tags.PatientName), read.File.DataSet.GetString(Tags.PatientID)));
    }

    [Fact]
    public void A_sequence_written_as_unknown_with_its_length_is_a_sequence_in_implicit_vr()
    {
        // (0008,1140) UN 26 bytes: one item with (0008,1155) in implicit VR.
        byte[] element = [0x08, 0, 0x40, 0x11, (byte)'U', (byte)'N', 0, 0, 20, 0, 0, 0, 0xFE, 0xFF, 0, 0xE0, 12, 0, 0, 0, 0x08, 0, 0x55, 0x11, 4, 0, 0, 0, .. "1.2\0"u8];
        var read = DicomReader.Read((byte[])[.. Preamble(), .. element]);
        Assert.True(read.IsRead, read.Detail);
        Assert.Equal("1.2", read.File.DataSet.GetSequence(Tags.ReferencedImageSequence).Single().GetString(Tags.ReferencedSOPInstanceUID));
        // What does not begin as one stays bytes.
        element[12] = 0;
        Assert.Equal(20, DicomReader.Read((byte[])[.. Preamble(), .. element]).File!.DataSet.Bytes(Tags.ReferencedImageSequence).Length);
    }

    [Fact]
    public void Private_sequences_of_undefined_length_are_read_in_implicit_vr()
    {
        byte[] element = [0x09, 0, 0x10, 0, (byte)'L', (byte)'O', 2, 0, (byte)'X', (byte)'Y', 0x09, 0, 0x01, 0x10, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, 0x10, 0, 0x20, 0, 2, 0, 0, 0, (byte)'7', (byte)' ', 0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0, 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
        var read = DicomReader.Read((byte[])[.. Preamble(), .. element, 0x10, 0, 0x20, 0, (byte)'L', (byte)'O', 2, 0, (byte)'8', (byte)' ']);
        Assert.Equal("7", read.File!.DataSet.GetSequence(new(0x0009, 0x1001)).Single().GetString(Tags.PatientID));
        Assert.Equal("8", read.File.DataSet.GetString(Tags.PatientID));
    }

    private static byte[] Preamble() => FileMeta.Preamble(SopClasses.CtImageStorage, "2.25.1", TransferSyntax.ExplicitVrLittleEndian.Uid);

    /// <summary>A data set without what comes before it in a file.</summary>
    private static byte[] Body(DicomDataset dataSet, TransferSyntax? syntax = null)
    {
        var options = new WriteOptions { TransferSyntax = syntax ?? TransferSyntax.ExplicitVrLittleEndian };
        var bytes = TestFiles.Bytes(dataSet, options);
        return bytes[(int)DicomReader.Read(bytes).File!.DataSetOffset..];
    }
}
