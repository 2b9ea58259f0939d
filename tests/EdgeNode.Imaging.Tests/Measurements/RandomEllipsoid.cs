using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>An ellipsoid around the origin in mm: inside where the sum of (axis . p)^2 is at most 1.</summary>
internal sealed record RandomEllipsoid(Vector3 A, Vector3 B, Vector3 C)
{
    /// <summary>Semi-axes from 2.5 to 12 mm, any pose.</summary>
    public static RandomEllipsoid Next(Random random) => Next(random, 2.5, 12);

    public static RandomEllipsoid Next(Random random, double shortest, double longest)
    {
        var a = Direction(random);
        var b = a.Cross(Direction(random)).Normalized();
        return new(a * (1 / Semi()), b * (1 / Semi()), a.Cross(b) * (1 / Semi()));

        double Semi() => shortest + ((longest - shortest) * random.NextDouble());
    }

    public bool Contains(Vector3 p) => Sum(p, p) <= 1;

    /// <summary>Long and short axis of the ellipse at a height z: x'Mx + 2z m'x + z^2 M_zz = 1 with the square completed.</summary>
    public (double Long, double Short) SectionAxes(double z)
    {
        var (ex, ey, ez) = (new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, 1));
        var (xx, xy, yy) = (Sum(ex, ex), Sum(ex, ey), Sum(ey, ey));
        var (xz, yz, zz) = (Sum(ex, ez), Sum(ey, ez), Sum(ez, ez));
        var determinant = (xx * yy) - (xy * xy);
        var explained = ((xz * xz * yy) - (2 * xz * yz * xy) + (yz * yz * xx)) / determinant;
        var level = 1 - (z * z * (zz - explained));
        var (middle, spread) = ((xx + yy) / 2, Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy)));
        return (2 * Math.Sqrt(level / (middle - spread)), 2 * Math.Sqrt(level / (middle + spread)));
    }

    private double Sum(Vector3 p, Vector3 q) => (A.Dot(p) * A.Dot(q)) + (B.Dot(p) * B.Dot(q)) + (C.Dot(p) * C.Dot(q));

    public static Vector3 Direction(Random random)
    {
        var angle = random.NextDouble() * 2 * Math.PI;
        var z = (2 * random.NextDouble()) - 1;
        var r = Math.Sqrt(1 - (z * z));
        return new(r * Math.Cos(angle), r * Math.Sin(angle), z);
    }
}
