using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom;

/// <summary>What to make. The defaults cover 180 mm from the shoulders to the mid-face on a 230 mm field of view.</summary>
public sealed record PhantomOptions
{
    /// <summary>Same seed and options: same voxels. Seeds from 1000 trained the reference model, from 8000 chose its operating point, from 9000 evaluated it: do not demonstrate with those.</summary>
    public ulong Seed { get; init; } = 1;

    public int Slices { get; init; } = 120;

    public int Rows { get; init; } = 512;

    public int Columns { get; init; } = 512;

    /// <summary>Voxel distance along x, y, z in millimetres (the command line takes z,y,x).</summary>
    public Vector3 SpacingMm { get; init; } = new(0.45, 0.45, 1.5);

    /// <summary>Number of nodes, 0 to 40; null draws them by the seed as in the tables. From three on all three classes are present.</summary>
    public int? Nodes { get; init; }

    /// <summary>Standard deviation of the noise in HU; null draws 6 to 20 by the seed; 0 is none.</summary>
    public double? NoiseHu { get; init; }

    /// <summary>Width of the slice profile in millimetres; null is the distance of the slices.</summary>
    public double? SliceThicknessMm { get; init; }

    /// <summary>Turns the slices about the left-right axis, degrees: their orientation is oblique, the volume is not sheared.</summary>
    public double TiltDegrees { get; init; }

    /// <summary>Diameter of a round field of view in millimetres; outside are padding values. Null is the whole square.</summary>
    public double? FieldOfViewMm { get; init; }

    /// <summary>Height of the middle of the scan above the fourth cervical vertebra, mm: 50 with 300 mm of slices reaches from the chest to the mid-brain.</summary>
    public double CentreMm { get; init; }

    /// <summary>The grid: axes of the patient, slices from the shoulders up, centred on the neck or <see cref="CentreMm"/> above it.</summary>
    public GridGeometry Grid()
    {
        var size = new GridSize(Columns, Rows, Slices);
        var (sin, cos) = Math.SinCos(TiltDegrees * Math.PI / 180);
        Vector3 x = new(1, 0, 0), y = new(0, cos, sin), z = new(0, 0 - sin, cos);
        var middle = (x * ((Columns - 1) / 2.0 * SpacingMm.X)) + (y * ((Rows - 1) / 2.0 * SpacingMm.Y)) + (z * ((Slices - 1) / 2.0 * SpacingMm.Z));
        return new(size, SpacingMm, new Vector3(0, 2, CentreMm) - middle, x, y, z);
    }
}
