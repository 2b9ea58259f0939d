using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom;

/// <summary>What to make. The defaults cover 180 mm from the shoulders to the mid-face on a 230 mm field of view.</summary>
public sealed record PhantomOptions
{
    /// <summary>Same seed and options: same voxels. Seeds from 1000 trained the reference model, from 9000 evaluated it; do not demonstrate with those.</summary>
    public ulong Seed { get; init; } = 1;

    public int Slices { get; init; } = 120;

    public int Rows { get; init; } = 512;

    public int Columns { get; init; } = 512;

    /// <summary>Voxel distance along x, y, z in millimetres (the command line takes z,y,x).</summary>
    public Vector3 SpacingMm { get; init; } = new(0.45, 0.45, 1.5);

    /// <summary>Number of nodes, 0 to 40; null draws 6 to 12 by the seed. From three on all three classes are present.</summary>
    public int? Nodes { get; init; }

    /// <summary>Standard deviation of the noise in HU; null draws 6 to 20 by the seed; 0 is none.</summary>
    public double? NoiseHu { get; init; }

    /// <summary>The grid: axes of the patient, slices from the shoulders up, centred on the neck.</summary>
    public GridGeometry Grid() => GridGeometry.AxisAligned(
        new(Columns, Rows, Slices),
        SpacingMm,
        new(-(Columns - 1) / 2.0 * SpacingMm.X, (-(Rows - 1) / 2.0 * SpacingMm.Y) + 2, -(Slices - 1) / 2.0 * SpacingMm.Z));
}
