using System.Numerics;
using EdgeNode.Phantom.Nodes;
using EdgeNode.Phantom.Shapes;
using EdgeNode.Phantom.Simple.Anatomy;

namespace EdgeNode.Phantom.Simple.Nodes;

/// <summary>
/// Finds room for nodes: inside the skin, clear of bone, airway, glands, vessels and each other, mostly in fat. The largest are placed first;
/// where room is short a node shrinks, so every wanted class is there in the end.
/// </summary>
internal static class NodePlacement
{
    private const int Tries = 160;

    /// <param name="neck">The anatomy to place into.</param>
    /// <param name="count">Nodes wanted; from three on all three classes are among them.</param>
    /// <param name="z0">Lowest height of a node's centre, anatomy mm.</param>
    /// <param name="z1">Highest.</param>
    /// <param name="scale">Patient millimetres in one anatomy millimetre.</param>
    public static List<NodePlan> Place(Neck neck, int count, float z0, float z1, float scale)
    {
        var r = PhantomRandom.Branch(neck.Seed, 30);
        var wanted = Enumerable.Range(0, count).Select(i => Kind(i, r)).Select(k => (Kind: k, Radius: NodeFactory.DrawRadius(k, r)))
            .OrderByDescending(w => w.Radius).ToList();
        var placed = new List<NodePlan>();
        foreach (var (kind, radius) in wanted)
        {
            var best = float.MinValue;
            NodeSite? bestSite = null;
            var bestRadius = 0f;
            for (var attempt = 0; attempt < Tries && best < 0; attempt++)
            {
                var own = radius / scale * (attempt < Tries / 2 ? 1 : 0.75f);
                var site = NodeSite.Draw(neck, r, z0, z1);
                var room = Room(neck, placed, site.Centre, own, kind);
                if (room <= best) continue;
                (best, bestSite, bestRadius) = (room, site, own);
            }

            placed.Add(NodeFactory.Make(kind, bestSite!, bestRadius, neck.Enhancement, r));
        }

        return placed;
    }

    private static PhantomNodeClass Kind(int index, PhantomRandom r)
    {
        var draw = r.Unit();
        return index < 3 ? (PhantomNodeClass)(index + 1)
            : draw < 0.5f ? PhantomNodeClass.Negative
            : draw < 0.78f ? PhantomNodeClass.Positive : PhantomNodeClass.Ene;
    }

    /// <summary>Non-negative where a ball of the radius fits; else how far it is from fitting, mm.</summary>
    private static float Room(Neck neck, List<NodePlan> placed, Vector3 c, float radius, PhantomNodeClass kind)
    {
        // Disease pushes structures aside more than a small node does, and grows along the vein.
        var reach = radius * (kind == PhantomNodeClass.Ene ? 1.05f : kind == PhantomNodeClass.Positive ? 1.05f : 1.1f);
        var room = -neck.Body.Distance(c.X, c.Y, c.Z) - reach - 4;
        foreach (var other in placed) room = MathF.Min(room, Clearance(other.Body, c, reach + 6) - reach - 3);
        foreach (var obstacle in neck.Obstacles) room = MathF.Min(room, Clearance(obstacle, c, reach + 4) - reach - 0.3f);
        var intoMuscle = kind == PhantomNodeClass.Negative ? 0.2f : 0.55f;
        foreach (var muscle in neck.Muscles) room = MathF.Min(room, Clearance(muscle, c, reach + 2) - (reach * (1 - intoMuscle)));
        return MathF.Min(room, 0);
    }

    private static float Clearance(Shape shape, Vector3 c, float far)
    {
        var b = shape.Bounds.Grow(far);
        return b.Contains(c.X, c.Y, c.Z) ? MathF.Min(far, shape.Distance(c.X, c.Y, c.Z)) : far;
    }
}
