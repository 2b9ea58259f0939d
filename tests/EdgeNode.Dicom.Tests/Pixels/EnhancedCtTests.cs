using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Frames;
using EdgeNode.Dicom.Tests.Pixels.Codecs;
using EdgeNode.TestData;

namespace EdgeNode.Dicom.Tests.Pixels;

public sealed class EnhancedCtTests
{
    private const int Frames = 3;

    [Fact]
    public void A_frame_s_own_group_counts_before_the_shared_one()
    {
        var groups = FunctionalGroups.Of(Enhanced())!;
        Assert.Equal(Frames, groups.Frames);
        var (first, last) = (groups.Attributes(0), groups.Attributes(2));
        Assert.Equal([0, 0, 10], first.ImagePositionPatient);
        Assert.Equal([0, 0, 16], last.ImagePositionPatient);
        Assert.Equal([1, 0, 0, 0, 1, 0], last.ImageOrientationPatient);
        Assert.Equal([0.5, 0.25], last.PixelSpacing);
        Assert.Equal(("VOLUME", 3.0, -1024.0, "HU", "1", 3), (last.FrameType[2], last.SliceThickness, first.RescaleIntercept, last.RescaleType, last.StackId, last.InStackPositionNumber));
        Assert.Equal(-2000, last.RescaleIntercept);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_frame_has_its_own_pixels_and_rescale(bool isCompressed)
    {
        var image = Enhanced();
        if (isCompressed) Compress(image);
        var file = SyntheticImage.File(image, isCompressed ? TransferSyntax.RleLossless : TransferSyntax.ExplicitVrLittleEndian);
        var all = new short[Frames * 4];
        StoredValues.From(file).Values!.ToHounsfield(all);
        Assert.Equal([-1023, -1022, -1021, -1020, -1013, -1012, -1011, -1010, -1979, -1978, -1977, -1976], all);
        var last = StoredValues.FromFrame(file, 2).Values!;
        var hounsfield = new short[4];
        last.ToHounsfield(hounsfield);
        Assert.Equal(all[8..], hounsfield);
        Assert.Throws<ArgumentOutOfRangeException>(() => StoredValues.FromFrame(file, 3));
    }

    [Fact]
    public void A_real_object_gives_the_plane_of_each_frame()
    {
        var file = DicomReader.ReadFile(RealData.PathOrSkip("data/pydicom-data/eCT_Supplemental.dcm")).File!;
        var groups = FunctionalGroups.Of(file.DataSet)!;
        Assert.Equal(2, groups.Frames);
        Assert.Equal([99.5, -301.5, -159], groups.Attributes(0).ImagePositionPatient);
        Assert.Equal([99.5, -301.5, -149], groups.Attributes(1).ImagePositionPatient);
        Assert.Equal([-1, 0, 0, 0, 1, 0], groups.Attributes(1).ImageOrientationPatient);
        Assert.Equal((10.0, "US"), (groups.Attributes(1).SliceThickness, groups.Attributes(1).RescaleType));
        Assert.Equal(512 * 512, StoredValues.FromFrame(file, 1).Values!.Description.Count);
    }

    [Fact]
    public void A_single_frame_object_has_no_functional_groups() => Assert.Null(FunctionalGroups.Of(TestFiles.CtSlice()));

    private static DicomDataset Enhanced() => TestFiles.CtSlice(1, 2, 2)
        .Set(Tags.SOPClassUID, SopClasses.EnhancedCtImageStorage)
        .Set(Tags.NumberOfFrames, Frames)
        .Set(Tags.PixelData, Vr.OW, Enumerable.Range(0, Frames).SelectMany(frame => Enumerable.Range(1, 4).SelectMany(i => new byte[] { (byte)((10 * frame) + i), 0 })).ToArray())
        .Set(Tags.SharedFunctionalGroupsSequence, new DicomDataset()
            .Set(Tags.CTImageFrameTypeSequence, new DicomDataset().Set(Tags.FrameType, "ORIGINAL", "PRIMARY", "VOLUME", "NONE"))
            .Set(Tags.PlaneOrientationSequence, new DicomDataset().Set(Tags.ImageOrientationPatient, 1, 0, 0, 0, 1, 0))
            .Set(Tags.PixelMeasuresSequence, new DicomDataset().Set(Tags.PixelSpacing, 0.5, 0.25).Set(Tags.SliceThickness, 3))
            .Set(Tags.PixelValueTransformationSequence, new DicomDataset().Set(Tags.RescaleIntercept, -1024).Set(Tags.RescaleSlope, 1).Set(Tags.RescaleType, "HU")))
        .Set(Tags.PerFrameFunctionalGroupsSequence, [.. Enumerable.Range(0, Frames).Select(PerFrame)]);

    private static DicomDataset PerFrame(int frame)
    {
        var item = new DicomDataset()
            .Set(Tags.FrameContentSequence, new DicomDataset().Set(Tags.StackID, "1").Set(Tags.InStackPositionNumber, frame + 1))
            .Set(Tags.PlanePositionSequence, new DicomDataset().Set(Tags.ImagePositionPatient, 0, 0, 10 + (3 * frame)));
        if (frame == 2) item.Set(Tags.PixelValueTransformationSequence, new DicomDataset().Set(Tags.RescaleIntercept, -2000).Set(Tags.RescaleSlope, 1).Set(Tags.RescaleType, "HU"));
        return item;
    }

    private static void Compress(DicomDataset image)
    {
        var pixels = image.Bytes(Tags.PixelData);
        image.SetFragments(Tags.PixelData, [default, .. Enumerable.Range(0, Frames).Select(frame => (ReadOnlyMemory<byte>)RleEncoder.Encode(pixels.Span.Slice(8 * frame, 8), 2, 1))]);
    }
}
