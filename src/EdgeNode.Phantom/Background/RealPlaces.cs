using System.Numerics;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Background;

/// <summary>
/// Finds places for nodes in a real CT: where they have fat around them, clear of skin, airway, bone and each other. It knows no anatomy, so a
/// node may lie where no lymph node grows.
/// </summary>
internal sealed class RealPlaces(Volume<short> ct, Densities hu, PhantomRandom r)
{
    private const int Tries = 150_000;
    private const float SkinMm = 12, BoneMm = 3;
    private static readonly Vector3[] Directions = Sphere();

    public List<PlacedNode> Place(int? total)
    {
        var placed = new List<PlacedNode>();
        foreach (var (kind, radius) in NodeStatistics.Classes(r, total).Select(kind => (kind, NodeStatistics.Radius(kind, r))).OrderByDescending(w => w.Item2))
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var at = ct.Geometry.ToPatient(r.Below(ct.Size.X), r.Below(ct.Size.Y), r.Below(ct.Size.Z));
                var centre = new Vector3((float)at.X, (float)at.Y, (float)at.Z);
                // A small node lies in fat; a large one has grown into what is beside it, the more so where there is little fat.
                if (!Fits(centre, radius, radius < 4 ? 0.6f : attempt < Tries / 3 ? 0.35f : 0.1f, placed)) continue;
                placed.Add(NodeLooks.Make(new(kind, "unknown", centre.X < Middle() ? -1 : 1), centre, radius, hu, r));
                break;
            }
        }

        return placed;
    }

    private bool Fits(Vector3 centre, float radius, float fatShare, List<PlacedNode> placed)
    {
        if (placed.Any(other => (other.Centre - centre).Length() < other.ReachMm + (1.5f * radius) + 2) || At(centre) is null or < -200 or > 150) return false;
        var (inside, fat) = (0, 0);
        foreach (var direction in Directions)
        {
            if (At(centre + (direction * (radius + SkinMm))) is null or < -300 || At(centre + (direction * (radius + BoneMm))) is null or > 250) return false;
            foreach (var part in (ReadOnlySpan<float>)[0.5f, 1])
            {
                if (At(centre + (direction * radius * part)) is not (> -200 and < 200) and not null) return false;
                inside++;
                if (At(centre + (direction * radius * part)) is > -150 and < -30) fat++;
            }
        }

        return fat >= inside * fatShare;
    }

    private float Middle() => (float)ct.Geometry.ToPatient((ct.Size.X - 1) / 2.0, 0, 0).X;

    /// <summary>HU of the nearest voxel; null outside the volume.</summary>
    private short? At(Vector3 mm)
    {
        var v = ct.Geometry.ToVoxel(new(mm.X, mm.Y, mm.Z));
        int x = (int)Math.Round(v.X), y = (int)Math.Round(v.Y), z = (int)Math.Round(v.Z);
        return x < 0 || y < 0 || z < 0 || x >= ct.Size.X || y >= ct.Size.Y || z >= ct.Size.Z ? null : ct.Span[ct.IndexOf(x, y, z)];
    }

    /// <summary>The 26 directions of a voxel's neighbours.</summary>
    private static Vector3[] Sphere()
    {
        var all = new List<Vector3>();
        for (var i = 0; i < 27; i++)
        {
            var direction = new Vector3((i % 3) - 1, (i / 3 % 3) - 1, (i / 9) - 1);
            if (direction != Vector3.Zero) all.Add(Vector3.Normalize(direction));
        }

        return [.. all];
    }
}
