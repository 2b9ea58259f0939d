using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Coverage;

/// <summary>A body of ellipses in millimetres, sampled on any grid: head above z = 0, neck down to -140, chest below that, belly below -400.</summary>
internal static class DrawnBody
{
    public static Volume<short> On(GridGeometry grid)
    {
        var ct = Volume.Allocate<short>(grid);
        for (var z = 0; z < grid.Size.Z; z++)
        {
            for (var y = 0; y < grid.Size.Y; y++)
            {
                for (var x = 0; x < grid.Size.X; x++)
                {
                    ct.Span[ct.IndexOf(x, y, z)] = At(grid.ToPatient(x, y, z));
                }
            }
        }

        return ct;
    }

    /// <summary>Axial slices of 4 x 4 x 4 mm from one height to another, 400 mm wide.</summary>
    public static GridGeometry Axial(double fromMm, double toMm, double sliceMm = 4) =>
        GridGeometry.AxisAligned(new(100, 100, (int)((toMm - fromMm) / sliceMm)), new(4, 4, sliceMm), new(-198, -198, fromMm));

    private static short At(Vector3 p) => p.Z switch
    {
        > 0 => In(p, 0, 68, 88) ? (short)35 : In(p, 0, 78, 98) ? (short)900 : (short)-1000,
        > -140 => In(p with { Y = p.Y + 20 }, 0, 10, 10) ? (short)-1000 : In(p with { Y = p.Y - 25 }, 0, 15, 15) ? (short)500 : In(p, 0, 60, 65) ? (short)40 : (short)-1000,
        > -400 => In(p, -70, 45, 60) || In(p, 70, 45, 60) ? (short)-850 : In(p, 0, 170, 110) ? (short)40 : (short)-1000,
        _ => In(p, 0, 160, 105) ? (short)45 : (short)-1000,
    };

    private static bool In(Vector3 p, double atX, double x, double y) => ((p.X - atX) * (p.X - atX) / (x * x)) + (p.Y * p.Y / (y * y)) <= 1;
}
