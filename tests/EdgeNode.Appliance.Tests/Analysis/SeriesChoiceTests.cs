using System.IO.Compression;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Analysis;

public sealed class SeriesChoiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-series").FullName;

    [Fact]
    public void The_series_with_the_most_slices_is_taken_and_the_others_keep_their_reason()
    {
        Write("a", 1, 14);
        Write("b", 2, 12);

        var selection = SeriesChoice.Choose(Files());

        Assert.Equal(14, selection.Grid!.Slices.Count);
        Assert.Equal("FEWER_SLICES", Assert.Single(selection.Rejected).Code);
        Assert.Contains("14 slices", selection.Decision!.Chosen.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_slice_makes_the_study_unsuitable_and_is_not_left_out()
    {
        Write("a", 1, 14);
        var file = Files()[5].Path;
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..600]);

        Assert.NotNull(StudyReader.Read(Files()).Refusal);
    }

    [Fact]
    public void A_slice_with_half_its_pixels_makes_the_study_unsuitable()
    {
        Write("a", 1, 14);
        var file = Files()[5].Path;
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length - 5000)]);

        var study = StudyReader.Read(Files());

        Assert.Null(study.Volume);
        Assert.NotNull(study.Refusal);
    }

    [Fact]
    public void A_slice_that_was_compressed_with_loss_makes_its_series_unsuitable()
    {
        Write("a", 1, 14);
        var file = Files()[5].Path;
        var slice = DicomReader.ReadFile(file).File!.DataSet;
        DicomWriter.WriteFile(file, slice.Set(Tags.LossyImageCompression, "01"));

        var refusal = SeriesChoice.Choose(Files()).Refusal;

        Assert.Equal("LOSSY", refusal?.Code);
        Assert.Contains("without loss", refusal!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_whose_compressed_stream_is_damaged_makes_the_study_unsuitable()
    {
        Write("a", 1, 14);
        var file = Files()[5].Path;
        var slice = DicomReader.ReadFile(file).File!.DataSet;
        DicomWriter.WriteFile(file, slice.SetFragments(Tags.PixelData, [default, new byte[100]]), new() { TransferSyntax = TransferSyntax.RleLossless });

        Assert.Equal("PIXEL_DATA_CORRUPT", StudyReader.Read(Files()).Refusal?.Code);
    }

    [Fact]
    public void The_frames_of_an_enhanced_object_are_the_slices_of_its_volume()
    {
        Write("a", 1, 14);
        var slices = Files().Select(file => DicomReader.ReadFile(file).File!.DataSet).ToList();
        var expected = StudyReader.Read(Files()).Volume!.Value;
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "enhanced")).FullName;
        // In an order that is not that of the positions.
        EnhancedCt.Write(Path.Combine(folder, "object.dcm"), [.. slices.Skip(5), .. slices.Take(5)]);

        var study = StudyReader.Read([.. InputReader.Files(folder).Select(FileRegion.Whole)]);

        Assert.Null(study.Refusal);
        Assert.Equal(expected.Geometry, study.Volume!.Value.Geometry);
        Assert.True(expected.Span.SequenceEqual(study.Volume.Value.Span));
        Assert.NotNull(study.Facts!.SliceThicknessMm);
    }

    [Fact]
    public void A_perfusion_map_is_not_taken_for_hounsfield_units() =>
        Assert.Equal("NOT_HU", SeriesChoice.Choose([FileRegion.Whole(RealData.PathOrSkip("data/pydicom-data/eCT_Supplemental.dcm"))]).Refusal?.Code);

    [Fact]
    public void Files_that_are_no_images_are_told_so()
    {
        File.WriteAllText(Path.Combine(_folder, "letter.dcm"), "Dear colleague, this is not DICOM at all, but it is long enough to be looked at.");

        Assert.NotNull(SeriesChoice.Choose(Files()).Refusal);
    }

    [Fact]
    public void A_real_jpeg_2000_study_without_uids_becomes_a_volume_although_a_text_lies_beside_it()
    {
        var files = Directory.GetFiles(RealData.PathOrSkip("data/body-petct-j2k")).Select(FileRegion.Whole).ToList();

        var study = StudyReader.Read(files, new() { Coverage = new() { LeastNeckMm = 0 } });

        Assert.Null(study.Refusal);
        Assert.Equal((512, 512, 20), (study.Volume!.Value.Size.X, study.Volume.Value.Size.Y, study.Volume.Value.Size.Z));
    }

    [Fact]
    public void A_real_body_ct_is_no_neck_whatever_its_geometry()
    {
        var study = StudyReader.Read([.. Directory.GetFiles(RealData.PathOrSkip("data/body-petct-j2k")).Select(FileRegion.Whole)]);

        Assert.Equal(NeckJudgement.NoNeck, study.Refusal?.Code);
        Assert.Equal(NeckJudgement.NoNeck, Assert.Single(study.Chosen!.Rejected).Code);
    }

    [Fact]
    public void Copies_of_slices_are_left_out_and_counted_whatever_their_uid()
    {
        Write("a", 1, 14);
        var slices = Files().Select(file => DicomReader.ReadFile(file).File!.DataSet).ToList();
        DicomWriter.WriteFile(Path.Combine(_folder, "a", "again.dcm"), slices[3]);
        DicomWriter.WriteFile(Path.Combine(_folder, "a", "copy.dcm"), slices[9].Set(Tags.SOPInstanceUID, "2.25.42"));

        var selection = SeriesChoice.Choose(Files());

        Assert.Equal((14, 2), (selection.Grid!.Slices.Count, selection.Decision!.Chosen.DuplicatesDropped));
        Assert.Contains("2 slice(s) that it held twice were left out", selection.Decision.Chosen.Why, StringComparison.Ordinal);
        var reopened = SeriesChoice.Reopen(Files(), selection.Decision.Chosen.Uid, default).Grid!;
        Assert.Equal(selection.Grid.Geometry, reopened.Geometry);
        Assert.Equal(selection.Grid.Slices.Select(slice => slice.File), reopened.Slices.Select(slice => slice.File));
    }

    [Fact]
    public void Two_images_at_one_position_are_refused()
    {
        Write("a", 1, 14);
        var slices = Files().Select(file => DicomReader.ReadFile(file).File!.DataSet).ToList();
        DicomWriter.WriteFile(
            Path.Combine(_folder, "a", "phase.dcm"),
            slices[3].Set(Tags.SOPInstanceUID, "2.25.42").Set(Tags.ImagePositionPatient, [.. slices[9].GetDoubles(Tags.ImagePositionPatient)]));

        Assert.Equal("DUPLICATE_POSITIONS", SeriesChoice.Choose(Files()).Refusal?.Code);
    }

    [Fact]
    public void Every_series_keeps_its_reason_where_none_can_be_analysed()
    {
        Write("a", 1, 5);
        Write("b", 2, 12);
        var file = Files()[8].Path;
        DicomWriter.WriteFile(file, DicomReader.ReadFile(file).File!.DataSet.Set(Tags.LossyImageCompression, "01"));

        var study = StudyReader.Read(Files());

        Assert.Equal("LOSSY", study.Refusal?.Code);
        Assert.Equal(["LOSSY", "TOO_FEW_SLICES"], study.Chosen!.Rejected.Select(rejected => rejected.Code).Order());
        Assert.Empty(study.Chosen.Uid);
    }

    [Theory]
    [InlineData("data/hn-picker-pycerr/hn-picker-pycerr.zip", null)]
    [InlineData("data/head-tilt-ge", "any")]
    public void Real_studies_are_taken_or_refused_with_a_reason(string relative, string? refused)
    {
        var path = RealData.PathOrSkip(relative);
        foreach (var zip in File.Exists(path) ? [path] : Directory.GetFiles(path, "*.zip"))
        {
            ZipFile.ExtractToDirectory(zip, _folder);
        }

        var selection = SeriesChoice.Choose(Files());

        Assert.Equal(refused is null, selection.Refusal is null);
        if (refused is null)
        {
            Assert.Equal((511, 511, 90), (selection.Grid!.Geometry.Size.X, selection.Grid.Geometry.Size.Y, selection.Grid.Geometry.Size.Z));
        }
    }

    [Fact]
    public void A_site_s_own_rules_decide_before_the_number_of_slices()
    {
        Write("a", 1, 14);
        Write("b", 2, 12);

        var selection = SeriesChoice.Choose(Files(), new() { Series = [new() { Field = "slices", AtMost = 12, Score = 5 }] });

        Assert.Equal(12, selection.Grid!.Slices.Count);
        var other = Assert.Single(selection.Rejected);
        Assert.Equal(("LOWER_SCORE", 0.0), (other.Code, other.Score));
    }

    [Theory]
    [InlineData("description", null, "analysis.series[0].field")]
    [InlineData("slices", null, "analysis.series[0]")]
    [InlineData("kernel", 1.0, "analysis.series[0]")]
    public void A_rule_that_can_never_hold_is_a_configuration_error(string field, double? atLeast, string path) =>
        Assert.Equal(path, Assert.Single(new SeriesRule { Field = field, AtLeast = atLeast }.Validate("analysis.series[0]")).Path);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<FileRegion> Files() => [.. InputReader.Files(_folder).Select(FileRegion.Whole)];

    private void Write(string name, ulong seed, int slices) => PhantomDicom.Write(
        PhantomStudy.Create(new() { Seed = seed, Slices = slices, Rows = 64, Columns = 64, SpacingMm = new(3.6, 3.6, 5) }),
        Path.Combine(_folder, name),
        TransferSyntax.ExplicitVrLittleEndian.Uid);
}
