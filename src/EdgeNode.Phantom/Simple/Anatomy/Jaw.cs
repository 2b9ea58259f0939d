using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Mandible with rami, maxilla, hard palate and teeth.</summary>
internal static class Jaw
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var width = r.Between(44, 49);
        var front = r.Between(-88, -84);
        var body = new Arch(Arch.Curve(width, front, -18, 17), 4.5f, 29, 11, -0.06f);
        neck.AddBone(body, 1150, 1.8f, 320);
        neck.AddBone(new Arch(Arch.Curve(28, front + 1, -45, 15), 4.5f, 70, 8), 900, 1.4f, 350);
        neck.AddBone(new Ellipsoid(new(0, -62, 72), new(24, 24, 2.5f)), 700, 1, 400);
        foreach (var side in (int[])[-1, 1])
        {
            neck.AddBone(new AxialTube(
                [new(22, width * side, -16, 4, 10, 12 * side), new(45, (width + 1) * side, -14, 4, 15, 12 * side),
                    new(70, (width + 4) * side, -12, 4, 12, 8 * side), new(88, (width + 5) * side, -2, 6, 6)]), 1100, 1.5f, 350);
        }

        var curve = Arch.Curve(27, front + 2, -42, 15);
        for (var tooth = 0; tooth < 7; tooth++)
        {
            var at = Along(curve, (tooth + 0.5f) / 7);
            foreach (var side in (int[])[-1, 1])
            {
                foreach (var z in (float[])[46.5f, 57.5f])
                {
                    if (r.Chance(0.12f)) continue;
                    neck.AddOrgan(new(
                        new Ellipsoid(new(at.X * side, at.Y, z), new(3.3f, 3.3f, 7)), r.Between(1700, 2300))
                    { TextureHu = 300 });
                }
            }
        }
    }

    private static Vector2 Along(Vector2[] curve, float t)
    {
        var total = 0f;
        for (var i = 1; i < curve.Length; i++) total += (curve[i] - curve[i - 1]).Length();
        var left = total * t;
        for (var i = 1; i < curve.Length; i++)
        {
            var length = (curve[i] - curve[i - 1]).Length();
            if (left <= length) return Vector2.Lerp(curve[i - 1], curve[i], left / length);
            left -= length;
        }

        return curve[^1];
    }
}
