using System.IO.Compression;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Appliance.Tests.Analysis;

/// <summary>What a person may name: a folder with whatever lies in it.</summary>
public sealed class InputReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-input").FullName;
    private readonly PhantomStudy _phantom = PhantomStudy.Create(new() { Slices = 14, Rows = 64, Columns = 64, SpacingMm = new(3.6, 3.6, 5) });

    [Fact]
    public void A_folder_that_holds_a_zip_is_that_study()
    {
        Zip("study.zip");
        Assert.Null(Read().Refusal);
        Assert.Equal(14, Read().Volume!.Value.Size.Z);
    }

    [Fact]
    public void A_study_in_two_zips_is_one_study()
    {
        Dicom("all");
        foreach (var half in Directory.GetFiles(In("all"), "*.dcm").Order(StringComparer.Ordinal).Chunk(7).Select((files, n) => (files, n)))
        {
            using var zip = ZipFile.Open(In($"half{half.n}.zip"), ZipArchiveMode.Create);
            foreach (var file in half.files)
            {
                zip.CreateEntryFromFile(file, Path.GetFileName(file));
            }
        }

        Directory.Delete(In("all"), recursive: true);
        Assert.Equal(14, Read().Volume!.Value.Size.Z);
    }

    [Fact]
    public void A_zip_that_is_none_is_told()
    {
        File.WriteAllText(In("study.zip"), "no zip at all");
        Assert.Equal("BAD_ZIP", Read().Refusal?.Code);
    }

    [Fact]
    public void A_folder_that_holds_a_volume_and_masks_is_that_volume_and_the_masks_keep_their_reason()
    {
        NiftiWriter.Write(_phantom.Ct, In("ct.nii.gz"));
        NiftiWriter.Write(_phantom.Truth, In("truth.nii.gz"));

        var study = Read();

        Assert.Null(study.Refusal);
        Assert.Contains("ct.nii.gz", study.Chosen!.Why, StringComparison.Ordinal);
        var mask = Assert.Single(study.Chosen.Rejected);
        Assert.Equal(("NOT_HU", "truth.nii.gz"), (mask.Code, mask.Description));
    }

    [Fact]
    public void Of_two_volumes_it_cannot_be_told_which_is_meant()
    {
        NiftiWriter.Write(_phantom.Ct, In("a.nii.gz"));
        NiftiWriter.Write(_phantom.Ct, In("b.nii.gz"));

        Assert.Equal("SEVERAL_VOLUMES", Read().Refusal?.Code);
    }

    [Fact]
    public void Dicom_goes_before_a_volume_beside_it()
    {
        Dicom("study");
        NiftiWriter.Write(_phantom.Ct, In("ct.nii.gz"));

        Assert.NotEmpty(Read().Chosen!.Uid);
    }

    [Fact]
    public void A_mask_alone_is_no_ct()
    {
        NiftiWriter.Write(_phantom.Truth, In("truth.nii.gz"));
        Assert.Equal("NOT_HU", InputReader.Read(In("truth.nii.gz"), new(), default).Refusal?.Code);
    }

    [Theory]
    [InlineData(15, "SHEARED_AXES")]
    [InlineData(1, "SHEARED_AXES")]
    [InlineData(0.3, null)]
    public void A_sheared_volume_is_refused_not_measured_as_if_it_were_upright(double degrees, string? code)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        NiftiWriter.Write(new Volume<short>(_phantom.Ct.Geometry with { ZDirection = new(0, sin, cos) }, _phantom.Ct.Voxels), In("ct.nii.gz"));

        Assert.Equal(code, Read().Refusal?.Code);
    }

    [Fact]
    public void An_oblique_volume_is_not_sheared()
    {
        var (sin, cos) = Math.SinCos(Math.PI / 12);
        NiftiWriter.Write(new Volume<short>(_phantom.Ct.Geometry with { YDirection = new(0, cos, -sin), ZDirection = new(0, sin, cos) }, _phantom.Ct.Voxels), In("ct.nii.gz"));

        Assert.Null(Read().Refusal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Study Read() => InputReader.Read(_folder, new(), default);

    private string In(string name) => Path.Combine(_folder, name);

    private void Dicom(string name) => PhantomDicom.Write(_phantom, In(name), TransferSyntax.ExplicitVrLittleEndian.Uid);

    private void Zip(string name)
    {
        Dicom("dicom");
        var away = Directory.CreateTempSubdirectory("edgenode-input-zip").FullName;
        ZipFile.CreateFromDirectory(In("dicom"), Path.Combine(away, name));
        Directory.Delete(In("dicom"), recursive: true);
        File.Move(Path.Combine(away, name), In(name));
        Directory.Delete(away);
    }
}
