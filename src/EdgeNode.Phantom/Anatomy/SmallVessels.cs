using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Nameless veins, nerves and muscle slips in the fat: round in an axial slice like a small node, but long.</summary>
internal static class SmallVessels
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var count = 40 + r.Below(24);
        for (var i = 0; i < count; i++)
        {
            var side = r.Chance(0.5f) ? -1 : 1;
            var at = new Vector3(r.Between(14, 58) * side, r.Between(-50, 50), r.Between(-85, 62));
            var way = Vector3.Normalize(new(r.Around(1), r.Around(1), r.Between(-1, 1))) * r.Between(7, 16);
            var bend = new Vector3(r.Around(6), r.Around(6), r.Around(6));
            var thick = r.Between(0.6f, 1.7f);
            var tube = new PathTube(Point(at - (way * 1.6f), thick * 0.8f), Point(at - (way * 0.5f) + bend, thick), Point(at + (way * 0.5f), thick), Point(at + (way * 1.6f) - bend, thick * 0.7f));
            var hu = r.Unit() switch { < 0.5f => neck.Hu.Vein, < 0.7f => neck.Hu.Artery, _ => neck.Hu.Muscle - 15 };
            neck.Tissues.Add(new(tube, hu) { BelowSkinMm = 5 });
        }

        static Vector4 Point(Vector3 at, float radius) => new(at, radius);
    }
}
