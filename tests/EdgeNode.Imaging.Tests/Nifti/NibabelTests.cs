using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Nrrd;
using EdgeNode.Imaging.Volumes;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.Imaging.Tests.Nifti;

/// <summary>Places and values of voxels against nibabel, and of NRRD against plastimatch (ITK) with nibabel behind it. Needs Debian's python3-nibabel and plastimatch.</summary>
public sealed class NibabelTests(ITestOutputHelper output) : IDisposable
{
    private const double ToleranceMm = 1e-3;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-nibabel").FullName;

    [Fact]
    public void Every_way_of_storing_an_image_is_read_as_nibabel_reads_it()
    {
        Python("nifti_variants.py", _folder);
        var files = Directory.GetFiles(_folder).Order(StringComparer.Ordinal).ToList();

        Compare(files, files.Select(NiftiReader.ReadHu));

        Assert.True(files.Count > 150);
    }

    [Fact]
    public void Real_images_are_read_as_nibabel_reads_them()
    {
        var files = Directory.GetFiles(RealData.PathOrSkip("data/nifti-odd"), "*.nii.gz")
            .Concat(Directory.GetDirectories(RealData.PathOrSkip("data/hn-openkbp"), "pt_*").Order(StringComparer.Ordinal).Take(4).Select(patient => Path.Combine(patient, "ct.nii.gz")))
            .Select(Copied).ToList();

        Compare(files, files.Select(NiftiReader.ReadHu));
    }

    [Fact]
    public void What_is_written_is_read_by_nibabel_at_the_same_place()
    {
        var (sin, cos) = Math.SinCos(0.4);
        GridGeometry[] grids =
        [
            new(new(7, 6, 5), new(0.7, 0.9, 2), new(-20, 35, 410), new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)),
            new(new(7, 6, 5), new(0.7, 0.9, 2), new(-20, 35, 410), new(-1, 0, 0), new(0, cos, sin), new(0, sin, -cos)),
            new(new(7, 6, 5), new(0.7, 0.9, 2), new(-20, 35, 410), new(0, 0, -1), new(1, 0, 0), new(0, 1, 0)),
            new(new(7, 6, 5), new(0.7, 0.9, 2), new(-20, 35, 410), new(1, 0, 0), new(0, cos, -sin), new(0, 0, 1)),
        ];
        var files = new List<string>();
        var written = new List<VolumeReading<short>>();
        foreach (var grid in grids)
        {
            var volume = Volume.Allocate<short>(grid);
            for (var i = 0; i < volume.Span.Length; i++)
            {
                volume.Span[i] = (short)((i * 311) - 32000);
            }

            files.Add(Path.Combine(_folder, $"written-{files.Count}.nii.gz"));
            NiftiWriter.Write(volume, files[^1]);
            written.Add(volume);
        }

        Compare(files, written);
    }

    [Fact]
    public void Nrrd_files_of_plastimatch_are_read_as_it_reads_them()
    {
        Python("nifti_variants.py", _folder);
        var axes = Directory.GetFiles(_folder, "axes-*-both.nii").Order(StringComparer.Ordinal).Where((_, i) => i % 5 == 0);
        var files = Directory.GetFiles(_folder, "oblique-*-qform.nii.gz").Order(StringComparer.Ordinal).Concat(axes).ToList();
        var nrrds = files.Select(file => Plastimatch(file, file + ".nrrd")).ToList();

        Compare(nrrds.Select(file => Plastimatch(file, file + ".nii")).ToList(), nrrds.Select(NrrdReader.ReadHu));
    }

    [Fact]
    public void Real_nrrd_masks_are_read_as_plastimatch_reads_them()
    {
        var masks = Directory.GetFiles(RealData.PathOrSkip("data/oar-masks-tcia"), "Parotid-*.nrrd", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(4).ToList();

        Compare(masks.Select((mask, i) => Plastimatch(mask, Path.Combine(_folder, $"{i}.nii"))).ToList(), masks.Select(NrrdReader.ReadHu));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Compare(List<string> files, IEnumerable<VolumeReading<short>> readings)
    {
        var lines = Python("nifti_values.py", [.. files]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var farthest = 0.0;
        foreach (var ((file, line), reading) in files.Zip(lines).Zip(readings))
        {
            Assert.True(reading.Volume is not null, $"{Path.GetFileName(file)}: {reading.Refusal}");
            var (volume, theirs) = (reading.Volume.Value, JsonDocument.Parse(line).RootElement);
            var (size, affine) = (theirs.GetProperty("size"), theirs.GetProperty("affine"));
            Assert.Equal((volume.Size.X, volume.Size.Y, volume.Size.Z), (size[0].GetInt32(), size[1].GetInt32(), size[2].GetInt32()));
            for (var corner = 0; corner < 8; corner++)
            {
                var (x, y, z) = ((corner & 1) * (volume.Size.X - 1), (corner >> 1 & 1) * (volume.Size.Y - 1), (corner >> 2) * (volume.Size.Z - 1));
                var place = new Vector3(-Row(affine[0], x, y, z), -Row(affine[1], x, y, z), Row(affine[2], x, y, z));
                farthest = Math.Max(farthest, (volume.Geometry.ToPatient(x, y, z) - place).Length);
            }

            var values = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(file + ".raw"));
            Assert.True(volume.Span.SequenceEqual(values), Path.GetFileName(file));
        }

        output.WriteLine($"{files.Count} images, corners within {farthest:E1} mm, values equal");
        Assert.True(farthest < ToleranceMm, $"{farthest} mm");
    }

    private static double Row(JsonElement row, int x, int y, int z) => (row[0].GetDouble() * x) + (row[1].GetDouble() * y) + (row[2].GetDouble() * z) + row[3].GetDouble();

    private static string Plastimatch(string from, string to)
    {
        PeerProgram.Run("plastimatch", "convert", "--input", from, "--output-img", to);
        return to;
    }

    /// <summary>The shared data is read-only, and nibabel's values are written beside the file.</summary>
    private string Copied(string file)
    {
        var copy = Path.Combine(_folder, $"{Directory.GetFiles(_folder).Length}-{Path.GetFileName(file)}");
        File.Copy(file, copy);
        return copy;
    }

    private static string Python(string script, params IEnumerable<string> arguments) =>
        PeerProgram.Run("/usr/bin/python3", ["-B", Path.Combine(RealData.Repository, "tests/Peers/Imaging", script), .. arguments]);
}
