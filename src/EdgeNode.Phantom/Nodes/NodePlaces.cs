using System.Numerics;
using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Nodes;

/// <summary>
/// Finds room for nodes: clear of bone, airway, skin and each other; soft tissue gives way. The level is drawn first and kept while there is room in
/// it, however narrow it is: else tight levels would lose their nodes to roomy ones.
/// </summary>
internal static class NodePlaces
{
    private const int Levels = 4;
    private const int Tries = 60;

    /// <summary>A node may lie this much in what it has no room beside, mm.</summary>
    private const float GiveMm = 2;

    /// <param name="z0">Lowest height of a centre, anatomy mm.</param>
    /// <param name="z1">Highest.</param>
    /// <param name="scale">Patient millimetres in one anatomy millimetre.</param>
    public static List<PlacedNode> Place(HeadAndNeck neck, int? total, float z0, float z1, float scale)
    {
        var r = PhantomRandom.Branch(neck.Patient.Seed, 130);
        var wanted = NodeStatistics.Classes(r, total).Select(kind => (Kind: kind, Radius: NodeStatistics.Radius(kind, r) / scale)).OrderByDescending(w => w.Radius).ToList();
        var placed = new List<PlacedNode>();
        foreach (var (kind, radius) in wanted)
        {
            var best = float.MinValue;
            PlacedNode? chosen = null;
            for (var drawn = 0; drawn < Levels && best < -GiveMm; drawn++)
            {
                var (level, side) = NodeStatistics.Site(kind, neck.Patient, r);
                for (var attempt = 0; attempt < Tries && best < 0; attempt++)
                {
                    if (LevelSite.Draw(neck, level, side, z0, z1, r) is not { } site) continue;
                    // A node that finds no room in many places grew a little less.
                    var own = radius * (attempt < Tries / 2 ? 1 : 0.8f);
                    var room = Room(neck, placed, site.Centre, own);
                    if (room <= best) continue;
                    best = room;
                    chosen = NodeLooks.Make(new(kind, site.Level, site.Centre.X < 0 ? -1 : 1), site.Centre, own, neck.Hu, r);
                }
            }

            // Where it would lie in bone or in another node it is left out, unless it was asked for.
            if (chosen is not null && (best > -GiveMm || total is not null)) placed.Add(chosen);
        }

        return placed;
    }

    /// <summary>Not negative where a ball of the radius fits; else how far it is from fitting, mm.</summary>
    private static float Room(HeadAndNeck neck, List<PlacedNode> placed, Vector3 c, float radius)
    {
        var room = -neck.Skin.Distance(c.X, c.Y, c.Z) - radius - 4;
        foreach (var other in placed) room = MathF.Min(room, (other.Centre - c).Length() - (0.85f * other.ReachMm) - radius - 1.5f);
        foreach (var hard in neck.Hard) room = MathF.Min(room, Clearance(hard, c, radius + 4) - (radius * 0.95f) - 0.3f);
        foreach (var soft in neck.Soft) room = MathF.Min(room, Clearance(soft, c, radius + 4) - (radius < 5 ? (radius * 0.8f) + 0.4f : radius * 0.3f));
        return MathF.Min(room, 0);
    }

    private static float Clearance(Shape shape, Vector3 c, float far)
    {
        var b = shape.Bounds.Grow(far);
        return b.Contains(c.X, c.Y, c.Z) ? MathF.Min(far, shape.Distance(c.X, c.Y, c.Z)) : far;
    }
}
