using CsCheck;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Nifti;

public sealed class NiftiWriterTests
{
    private static readonly Gen<GridGeometry> Rotated = Gen.Select(Gen.Double[-3.1, 3.1], Gen.Double[-1.5, 1.5], Gen.Double[-3.1, 3.1], Gen.Bool, (yaw, pitch, roll, mirrored) =>
    {
        var (cy, sy, cp, sp, cr, sr) = (Math.Cos(yaw), Math.Sin(yaw), Math.Cos(pitch), Math.Sin(pitch), Math.Cos(roll), Math.Sin(roll));
        var x = new Vector3(cy * cp, sy * cp, -sp);
        var y = new Vector3((cy * sp * sr) - (sy * cr), (sy * sp * sr) + (cy * cr), cp * sr);
        return new GridGeometry(new(5, 4, 3), new(0.48, 0.9, 2.5), new(-120.25, 33, 900.5), x, y, x.Cross(y) * (mirrored ? -1 : 1));
    });

    [Fact]
    public void What_is_written_is_read_back_by_the_sform_and_by_the_qform_alone() => Rotated.Sample(geometry =>
    {
        var ct = new Volume<short>(geometry, Enumerable.Range(-30, 60).Select(i => (short)(i * 50)).ToArray());
        var stream = new MemoryStream();
        NiftiWriter.Write(ct, stream, gzip: false);

        var bytes = stream.ToArray();
        AssertSame(ct, NiftiReader.ReadHu(new MemoryStream(bytes)).Volume!.Value);
        bytes[254] = 0;

        // Near half turns the quaternion's unwritten part is the root of a float32 difference: 0.0003 rad at worst.
        AssertSame(ct, NiftiReader.ReadHu(new MemoryStream(bytes)).Volume!.Value, 5e-3);
    });

    [Fact]
    public void A_sheared_grid_keeps_its_tilt()
    {
        var tilted = new GridGeometry(new(2, 2, 2), new(0.5, 0.5, 4), default, new(1, 0, 0), new(0, 1, 0), new(0, Math.Sin(0.3), Math.Cos(0.3)));
        var stream = new MemoryStream();
        NiftiWriter.Write(new Volume<byte>(tilted, new byte[8]), stream, gzip: false);
        stream.Position = 0;
        Assert.True((NiftiReader.ReadLabels(stream).Volume!.Value.Geometry.ZDirection - tilted.ZDirection).Length < 1e-6);
    }

    [Fact]
    public void Equal_volumes_give_equal_files_and_no_half_written_file_stays()
    {
        var folder = Directory.CreateTempSubdirectory("nifti");
        try
        {
            var labels = new Volume<byte>(GridGeometry.AxisAligned(new(8, 8, 8), new(1, 1, 1)), Enumerable.Range(0, 512).Select(i => (byte)(i % 4)).ToArray());
            var paths = new[] { "a.nii.gz", "b.nii.gz" }.Select(name => Path.Combine(folder.FullName, name)).ToArray();
            foreach (var path in paths)
                NiftiWriter.Write(labels, path);

            Assert.Equal(File.ReadAllBytes(paths[0]), File.ReadAllBytes(paths[1]));
            Assert.Equal(2, folder.GetFiles().Length);
            AssertSame(labels, NiftiReader.ReadLabels(paths[0]).Volume!.Value);
            Assert.Equal([0, 0, 0, 0], File.ReadAllBytes(paths[0])[4..8]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertSame<T>(Volume<T> expected, Volume<T> actual, double toleranceMm = 1e-3)
        where T : unmanaged
    {
        Assert.Equal(expected.Voxels.ToArray(), actual.Voxels.ToArray());
        var (e, a) = (expected.Geometry, actual.Geometry);
        Assert.Equal(e.Size, a.Size);
        Assert.Equal((double)(float)e.SpacingMm.X, a.SpacingMm.X);
        foreach (var (x, y, z) in ((int, int, int)[])[(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)])
            Assert.True((e.ToPatient(x, y, z) - a.ToPatient(x, y, z)).Length < toleranceMm);
    }
}
