using System.Diagnostics;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Phantom.Tests;

public sealed class PhantomDicomTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-phantom").FullName;
    private readonly PhantomStudy _study = PhantomStudy.Create(new() { Slices = 12, Rows = 96, Columns = 128, SpacingMm = new(1.8, 2.1, 5) });

    [Fact]
    public void What_is_written_reads_back_to_the_same_hounsfield_units_at_the_same_place()
    {
        PhantomDicom.Write(_study, _folder, TransferSyntax.ExplicitVrLittleEndian.Uid);

        for (var z = 0; z < 12; z++)
        {
            var file = DicomReader.ReadFile(Path.Combine(_folder, $"IM{z + 1:00000}.dcm")).File!;
            var hu = new short[96 * 128];
            StoredValues.From(file).Values!.ToHounsfield(hu);
            Assert.Equal(_study.Ct.Slice(z).ToArray(), hu);
            Assert.Equal(_study.Ct.Geometry.ToPatient(0, 0, z).Z, file.DataSet.GetDoubles(Tags.ImagePositionPatient)[2], 3);
        }
    }

    [Theory]
    [InlineData("1.2.840.10008.1.2.1")]
    [InlineData("1.2.840.10008.1.2")]
    public async Task Dciodvfy_finds_no_error(string transferSyntax)
    {
        PhantomDicom.Write(_study, _folder, transferSyntax);
        await AssertValidAsync();
    }

    [Fact]
    public async Task A_tilted_series_with_padding_is_valid_and_reads_back()
    {
        var study = PhantomStudy.Create(new() { Slices = 4, Rows = 96, Columns = 96, SpacingMm = new(2, 2, 5), TiltDegrees = 12, FieldOfViewMm = 180 });
        PhantomDicom.Write(study, _folder, TransferSyntax.ExplicitVrLittleEndian.Uid);
        await AssertValidAsync();

        var file = DicomReader.ReadFile(Path.Combine(_folder, "IM00003.dcm")).File!;
        var hu = new short[96 * 96];
        StoredValues.From(file).Values!.ToHounsfield(hu);
        Assert.Equal(study.Ct.Slice(2)[48 * 97], hu[48 * 97]);
        Assert.Equal(-2000, study.Ct.Slice(2)[0]);
        Assert.Equal(Math.Cos(12 * Math.PI / 180), file.DataSet.GetDoubles(Tags.ImageOrientationPatient)[4], 6);
    }

    private async Task AssertValidAsync()
    {
        using var dciodvfy = Process.Start(new ProcessStartInfo("dciodvfy", [Path.Combine(_folder, "IM00003.dcm")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await dciodvfy.StandardError.ReadToEndAsync() + await dciodvfy.StandardOutput.ReadToEndAsync();
        await dciodvfy.WaitForExitAsync();

        Assert.Contains("CTImage", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Error", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_seeds_number_their_slices_against_the_positions()
    {
        PhantomDicom.Write(_study, _folder, TransferSyntax.ExplicitVrLittleEndian.Uid);
        var first = DicomReader.ReadFile(Path.Combine(_folder, "IM00001.dcm"), ReadScope.Header).File!.DataSet;

        Assert.Equal(12, first.GetInt(Tags.InstanceNumber));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
