using CsCheck;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests;

public sealed class GridGeometryTests
{
    private static readonly Gen<Vector3> Positions = Gen.Select(Gen.Double[-500, 500], Gen.Double[-500, 500], Gen.Double[-500, 500], (x, y, z) => new Vector3(x, y, z));

    [Fact]
    public void To_voxel_undoes_to_patient_even_when_the_axes_are_sheared_by_gantry_tilt() =>
        Gen.Select(Positions, Gen.Double[-0.5, 0.5]).Sample((voxel, tilt) =>
        {
            var geometry = new GridGeometry(new(64, 64, 20), new(0.5, 0.7, 3), new(-12, 40, 900), new(1, 0, 0), new(0, 1, 0), new(0, Math.Sin(tilt), Math.Cos(tilt)));
            var back = geometry.ToVoxel(geometry.ToPatient(voxel.X, voxel.Y, voxel.Z));
            Assert.True((back - voxel).Length < 1e-8);
        });

    [Fact]
    public void Resizing_keeps_the_outer_faces_of_the_grid()
    {
        var geometry = GridGeometry.AxisAligned(new(512, 512, 160), new(0.48, 0.48, 0.89), new(-120, -110, 30));
        var resized = geometry.Resized(new(246, 246, 95));

        var first = geometry.ToPatient(-0.5, -0.5, -0.5) - resized.ToPatient(-0.5, -0.5, -0.5);
        var last = geometry.ToPatient(511.5, 511.5, 159.5) - resized.ToPatient(245.5, 245.5, 94.5);
        Assert.True(first.Length < 1e-9 && last.Length < 1e-9);
    }
}
