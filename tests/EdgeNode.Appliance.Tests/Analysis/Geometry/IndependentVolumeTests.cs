using System.IO.Compression;
using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>
/// Real CTs as volumes, against dcm2niix and plastimatch (ITK): the same grid, the same HU, the same hand. Our volume goes through our NIfTI writer, all are
/// read by nibabel. Needs Debian's dcm2niix, plastimatch and python3-nibabel.
/// </summary>
public sealed class IndependentVolumeTests(ITestOutputHelper output) : IDisposable
{
    private const double ToleranceMm = 2e-3;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-independent").FullName;

    // Six slices of the neck state 13 bits for metal in the teeth, the others 12. dcm2niix takes 12 for all: 29 voxels wrap around by 4096 there.
    [Theory]
    [InlineData("data/hn-picker-pycerr/hn-picker-pycerr.zip", "dcm2niix", 29)]
    [InlineData("data/hn-picker-pycerr/hn-picker-pycerr.zip", "plastimatch", 0)]
    [InlineData("data/phantom-head-philips/phantom-head-philips-S21570-5mm.zip", "dcm2niix", 0)]
    [InlineData("data/phantom-head-philips/phantom-head-philips-S21570-5mm.zip", "plastimatch", 0)]
    [InlineData("data/body-petct-j2k", "dcm2niix", 0)]
    public void A_real_ct_is_the_volume_that_others_make_of_it(string relative, string peer, long wrapped)
    {
        var study = Read(Unpacked(relative));
        Assert.Null(study.Stack);

        var compared = Compare(study.Volume!.Value, peer == "dcm2niix" ? Dcm2niix(_chosen!).Single() : Plastimatch(_chosen!));

        Assert.Equal(wrapped, compared.Different);
        Assert.Equal(wrapped > 0 ? 4096 : 0, compared.Largest);
        Assert.True(compared.CornersMm < ToleranceMm, $"{compared.CornersMm} mm");
        Assert.True(compared.IsRightHanded);
    }

    /// <summary>
    /// 14 of the slices are 4 mm apart, 14 are 7 mm: each half is a tilted stack of one increment. dcm2niix's affine leaves the tilt out, so places are compared
    /// with the headers' positions; its straightened volume moves rows within slices as ours does, so that by how much is compared, slice by slice.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public void A_tilted_head_has_dcm2niix_s_voxels_slice_by_slice_and_once_straightened(int first)
    {
        var tilted = Tilted(first);
        var study = Read(tilted);
        Assert.InRange(study.Stack!.TiltDegrees, 18.4, 18.6);

        var theirs = Dcm2niix(_chosen!);
        var sent = Compare(study.Volume!.Value, theirs.Single(file => !file.Contains("_Tilt", StringComparison.Ordinal)), padding: -1500);
        Assert.Equal(0, sent.Different);
        Assert.All(_slices.Select((slice, z) => (study.Volume.Value.Geometry.ToPatient(0, 0, z) - slice.Position).Length), mm => Assert.True(mm < 0.01));

        var straight = StackResampling.Straighten(study.Volume.Value, study.Stack, TestContext.Current.CancellationToken);
        NiftiWriter.Write(straight, Path.Combine(_folder, "straight.nii"));
        var report = Python("compare_tilt.py", [Path.Combine(_folder, "straight.nii"), .. theirs.OrderByDescending(file => file.Contains("_Tilt", StringComparison.Ordinal))]);
        output.WriteLine(report);
        var json = JsonDocument.Parse(report).RootElement;
        Assert.Equal(json.GetProperty("theirs").ToString(), json.GetProperty("ours").ToString());
        Assert.True(json.GetProperty("spread").GetDouble() < 0.005);
        Assert.True(json.GetProperty("oursResidual").GetDouble() < 1);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string? _chosen;
    private IReadOnlyList<CtSlice> _slices = [];

    /// <summary>The study as the service reads it; the files of the chosen series alone in a folder, for the peers.</summary>
    private Study Read(string folder)
    {
        var files = InputReader.Files(folder).Select(FileRegion.Whole).ToList();
        var selection = SeriesChoice.Choose(files, MarkerSeries.AnyImage, TestContext.Current.CancellationToken);
        Assert.Null(selection.Refusal);
        _slices = selection.Grid!.Slices;
        _chosen = Directory.CreateDirectory(Path.Combine(_folder, "chosen")).FullName;
        foreach (var (slice, i) in _slices.Select((slice, i) => (slice, i)))
        {
            File.Copy(slice.File.Path, Path.Combine(_chosen, $"{i:000}.dcm"));
        }

        return StudyReader.Read(files, MarkerSeries.AnyImage, TestContext.Current.CancellationToken);
    }

    private string Tilted(int first)
    {
        var all = Unpacked("data/head-tilt-ge/head-tilt-ge.zip");
        var some = Directory.CreateDirectory(Path.Combine(_folder, "some")).FullName;
        var slices = InputReader.Files(all).SelectMany(file => ImageReading.Of(FileRegion.Whole(file))).Select(reading => reading.Slice).OfType<CtSlice>().OrderBy(slice => slice.Position.Z);
        foreach (var slice in slices.Skip(first).Take(14))
        {
            File.Copy(slice.File.Path, Path.Combine(some, Path.GetFileName(slice.File.Path)));
        }

        return some;
    }

    private string Unpacked(string relative)
    {
        var path = RealData.PathOrSkip(relative);
        if (Directory.Exists(path))
        {
            return path;
        }

        var folder = Path.Combine(_folder, "study");
        ZipFile.ExtractToDirectory(path, folder);
        return folder;
    }

    private Agreement Compare(Volume<short> ours, string theirs, int? padding = null)
    {
        var file = Path.Combine(_folder, "ours.nii");
        NiftiWriter.Write(ours, file);
        var report = Python("compare_volumes.py", [file, theirs, .. padding is { } value ? new[] { "--padding", $"{value}" } : []]);
        output.WriteLine(report);
        var json = JsonDocument.Parse(report).RootElement;
        return new(
            json.TryGetProperty("different", out var different) ? different.GetInt64() : -1,
            json.TryGetProperty("largest", out var largest) ? largest.GetInt64() : -1,
            json.TryGetProperty("cornersMm", out var corners) ? corners.GetDouble() : double.NaN,

            // RAS and LPS are both right-handed: the sign of the determinant says the same in either.
            json.GetProperty("oursDeterminant").GetDouble() > 0);
    }

    private List<string> Dcm2niix(string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, "dcm2niix")).FullName;
        PeerProgram.Run("dcm2niix", "-z", "n", "-b", "n", "-f", "volume", "-o", target, folder);
        return [.. Directory.GetFiles(target, "*.nii").Order(StringComparer.Ordinal)];
    }

    private string Plastimatch(string folder)
    {
        var target = Path.Combine(_folder, "plastimatch.nii");
        PeerProgram.Run("plastimatch", "convert", "--input", folder, "--output-img", target, "--output-type", "short");
        return target;
    }

    private static string Python(string script, params IEnumerable<string> arguments) =>
        PeerProgram.Run("/usr/bin/python3", ["-B", Path.Combine(RealData.Repository, "tests/Peers/Imaging", script), .. arguments]);

    private sealed record Agreement(long Different, long Largest, double CornersMm, bool IsRightHanded);
}
