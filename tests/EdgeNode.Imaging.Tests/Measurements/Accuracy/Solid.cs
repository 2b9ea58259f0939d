using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Tests.Measurements.Accuracy;

/// <summary>A shape of which every point is known to be inside or outside, in mm around the origin; at most 16 mm from it.</summary>
internal sealed record Solid(Func<Vector3, bool> Contains)
{
    /// <summary>Two of them, the second beside the first so that they overlap.</summary>
    public static Solid MattedPair(Random random)
    {
        var (a, b) = (RandomEllipsoid.Next(random, 2.5, 5.5), RandomEllipsoid.Next(random, 2.5, 5.5));
        var away = RandomEllipsoid.Direction(random) * (3 + (3 * random.NextDouble()));
        return new(p => a.Contains(p - (away * 0.5)) || b.Contains(p + (away * 0.5)));
    }

    public static Solid Ellipsoid(Random random)
    {
        var ellipsoid = RandomEllipsoid.Next(random);
        return new(ellipsoid.Contains);
    }

    /// <summary>Radius 2 to 7 mm, half length 4 to 12, any direction.</summary>
    public static Solid Cylinder(Random random)
    {
        var (axis, radius, half) = (RandomEllipsoid.Direction(random), 2 + (5 * random.NextDouble()), 4 + (8 * random.NextDouble()));
        return new(p =>
        {
            var along = p.Dot(axis);
            var across = p - (axis * along);
            return Math.Abs(along) <= half && across.Dot(across) <= radius * radius;
        });
    }
}
