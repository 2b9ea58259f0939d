using EdgeNode.Appliance.Analysis;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>Tilt is what cosines and positions say, whatever the tag says; padding is air before anything is computed with it.</summary>
public sealed class TiltAndPaddingTests : IDisposable
{
    private static readonly DicomTag GantryDetectorTilt = new(0x0018, 0x1120);

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-tilt").FullName;

    // Makers disagree on the sign, some leave it out, some write 0 for a tilted stack, some keep it in a reconstruction without tilt.
    [Theory]
    [InlineData("axial", "18.5", null)]
    [InlineData("oblique", "20", null)]
    [InlineData("tilted", "0", 18.5)]
    [InlineData("tilted", "-18.5", 18.5)]
    [InlineData("tilted", null, 18.5)]
    [InlineData("tilted the other way", "30", 12.0)]
    public void The_tilt_tag_plays_no_part(string orientation, string? tag, double? degrees)
    {
        var slices = MarkerOrientations.All[orientation].DataSets();
        slices.ForEach(slice => { if (tag is not null) slice.Set(GantryDetectorTilt, Vr.DS, System.Text.Encoding.ASCII.GetBytes(tag.PadRight(4))); });
        MarkerSeries.Write(_folder, slices);

        var stack = Read().Stack;

        Assert.Equal(degrees is null, stack is null);
        if (degrees is { } expected)
        {
            Assert.Equal(expected, stack!.TiltDegrees, 0.01);
        }
    }

    [Theory]
    [InlineData("axial")]
    [InlineData("tilted")]
    public void Padding_is_air_and_smears_into_nothing(string orientation)
    {
        var slices = MarkerOrientations.All[orientation].DataSets();
        foreach (var slice in slices)
        {
            var pixels = slice.Bytes(Tags.PixelData).ToArray();
            for (var i = 0; i < pixels.Length / 2; i++)
            {
                // A round field of view, as GE pads it.
                var (x, y) = ((i % MarkerSeries.Columns) - 47.5, (i / MarkerSeries.Columns) - 51.5);
                if ((x * x) + (y * y) > 46 * 46)
                {
                    BitConverter.TryWriteBytes(pixels.AsSpan(2 * i), (short)-2000);
                }
            }

            slice.Set(Tags.PixelData, Vr.OW, pixels).Set(Tags.PixelPaddingValue, Vr.SS, BitConverter.GetBytes((short)-2000));
        }

        MarkerSeries.Write(_folder, slices);

        var study = Read();
        var ct = study.Stack is { } stack ? StackResampling.Straighten(study.Volume!.Value, stack) : study.Volume!.Value;

        Assert.Equal(-1024, ct.Span.ToArray().Min());
        Assert.Contains((short)-1000, ct.Span.ToArray());
    }

    private Study Read()
    {
        var study = StudyReader.Read([.. InputReader.Files(_folder).Select(FileRegion.Whole)], MarkerSeries.AnyImage, TestContext.Current.CancellationToken);
        Assert.Null(study.Refusal);
        return study;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
