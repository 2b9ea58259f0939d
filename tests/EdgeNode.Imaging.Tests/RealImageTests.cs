using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Nrrd;
using EdgeNode.TestData;

namespace EdgeNode.Imaging.Tests;

public sealed class RealImageTests
{
    [Fact]
    public void The_oblique_head_keeps_its_pitch_in_LPS()
    {
        var volume = NiftiReader.ReadHu(RealData.PathOrSkip("data/nifti-odd/CT_pitch.nii.gz")).Volume!.Value;
        var geometry = volume.Geometry;
        Assert.Equal(new GridSize(175, 248, 58), volume.Size);
        Assert.Equal(new Vector3(0.8125, 0.8125, 2.3970494270324707), geometry.SpacingMm);

        // The header's sform, by hand: RAS (-69.02, -134.39, -13.57) and column y (0, 0.779, -0.231) mm.
        Assert.True((geometry.OriginMm - new Vector3(69.02076, 134.38560, -13.56882)).Length < 1e-4);
        Assert.True(((geometry.YDirection * 0.8125) - new Vector3(0, -0.779041, -0.230762)).Length < 1e-5);
        Assert.Equal(-1, geometry.XDirection.X, 1e-9);
    }

    [Fact]
    public void The_abdomen_of_nnUNets_own_tests_is_read()
    {
        var volume = NiftiReader.ReadHu(RealData.PathOrSkip("data/nifti-odd/example_ct_sm.nii.gz")).Volume!.Value;
        Assert.Equal(new GridSize(122, 101, 30), volume.Size);
        Assert.Equal(new Vector3(177.95632934570312, -11.319000244140625, 94.3017578125), volume.Geometry.OriginMm);
    }

    [Fact]
    public void In_every_neck_the_left_parotid_lies_left_of_the_right_one()
    {
        var root = RealData.PathOrSkip("data/hn-openkbp");
        var compared = 0;
        foreach (var patient in Directory.EnumerateDirectories(root, "pt_*"))
        {
            Assert.NotNull(NiftiReader.ReadHu(Path.Combine(patient, "ct.nii.gz")).Volume);
            var (left, right) = (Path.Combine(patient, "roi/LeftParotid.nii.gz"), Path.Combine(patient, "roi/RightParotid.nii.gz"));
            if (!File.Exists(left) || !File.Exists(right))
                continue;

            Assert.True(MeanLeft(left) > MeanLeft(right) + 40);
            compared++;
        }

        Assert.True(compared > 20);
    }

    [Fact]
    public void Organ_masks_written_by_pynrrd_lie_on_the_patients_side_that_their_name_says()
    {
        var root = RealData.PathOrSkip("data/oar-masks-tcia");
        var compared = 0;
        foreach (var left in Directory.EnumerateFiles(root, "Parotid-Lt.nrrd", SearchOption.AllDirectories))
        {
            var right = left.Replace("-Lt", "-Rt", StringComparison.Ordinal);
            Assert.True(MeanLeft(left) > MeanLeft(right) + 40);
            compared++;
        }

        Assert.True(compared >= 4);
    }

    private static double MeanLeft(string path)
    {
        var reading = path.EndsWith(".nrrd", StringComparison.Ordinal) ? NrrdReader.ReadLabels(path) : NiftiReader.ReadLabels(path);
        var volume = reading.Volume!.Value;
        var (sum, count) = (0.0, 0L);
        var voxels = volume.Span;
        for (var i = 0; i < voxels.Length; i++)
        {
            if (voxels[i] == 0)
                continue;

            var (x, y, z) = (i % volume.Size.X, i / volume.Size.X % volume.Size.Y, i / volume.Size.SliceVoxels);
            sum += volume.Geometry.ToPatient(x, y, z).X;
            count++;
        }

        return sum / count;
    }
}
