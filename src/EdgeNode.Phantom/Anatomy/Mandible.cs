using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Mandible with rami and condyles, maxilla, hard palate, teeth with fillings and gaps.</summary>
internal static class Mandible
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var (width, front) = (r.Between(45, 50), r.Between(-93, -87));
        var curve = Arch.Curve(width, front, -16, 15);
        neck.Bone(new Rough(new Arch(curve, 5, 28, 11.5f, -0.05f), 0.6f, 7, r.Between(0, 30)), 1200, 2, 330);
        neck.Bone(new Rough(new Arch(Arch.Curve(30, front + 2, -42, 14), 5.2f, 66, 8), 0.8f, 6, r.Between(0, 30)), 850, 1.2f, 330);
        neck.Bone(new Ellipsoid(new(0, -60, 69), new(24, 25, 2.2f)), 700, 1, 380);
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Bone(new AxialTube([.. new TubeKey[] { new(20, 49, -13, 3.8f, 10, 10), new(44, 50, -12, 3.6f, 15, 10), new(66, 52, -10, 3.4f, 13, 8), new(78, 53, -4, 3.6f, 7), new(90, 53, 3, 7, 4.5f, 15) }.Select(k => k.OnSide(side))], 3), 1150, 1.5f, 350);
            // Zygomatic arch and the lateral wall of the face.
            neck.Bone(new PathTube(new(40 * side, -66, 92, 4), new(57 * side, -48, 88, 3.2f), new(66 * side, -22, 86, 2.6f), new(65 * side, 2, 86, 2.8f)), 750, 1.2f, 350);
            neck.Bone(new Slab(side < 0 ? new(-19, -17.5f, -36, -22, 60, 84) : new(17.5f, 19, -36, -22, 60, 84)), 500, 2, 400);
        }

        Teeth(neck, front, r);
    }

    private static void Teeth(HeadAndNeck neck, float front, PhantomRandom r)
    {
        var missing = 0.04f + (0.5f * neck.Patient.Old * r.Unit());
        var metal = r.Chance(0.55f) ? 0.18f : 0;
        var row = Arch.Curve(29, front + 3, -40, 13);
        for (var tooth = 0; tooth < 8; tooth++)
        {
            var at = Along(row, (tooth + 0.5f) / 8);
            var molar = tooth >= 5;
            foreach (var side in HeadAndNeck.Sides)
            {
                foreach (var upper in (bool[])[false, true])
                {
                    if (r.Chance(missing)) continue;
                    var z = upper ? 58.5f : 46;
                    var crown = new Vector3(at.X * side, at.Y, z);
                    neck.Rigid(new(new Ellipsoid(crown, molar ? new(5.3f, 5.2f, 6.2f) : new(3.8f, 4, 6.8f)), r.Between(1800, 2500)) { TextureHu = 250 });
                    neck.Rigid(new(new Capsule(crown, crown + new Vector3(0, 0, upper ? 9 : -10), molar ? 3 : 2), r.Between(1300, 1700)));
                    if (!r.Chance(metal)) continue;
                    neck.Rigid(new(new Ellipsoid(crown, new(3, 3, 3)), 3071));
                    neck.Metal.Add(crown);
                }
            }
        }
    }

    private static Vector2 Along(Vector2[] curve, float t)
    {
        var left = t * Enumerable.Range(1, curve.Length - 1).Sum(i => (curve[i] - curve[i - 1]).Length());
        for (var i = 1; i < curve.Length; i++)
        {
            var length = (curve[i] - curve[i - 1]).Length();
            if (left <= length) return Vector2.Lerp(curve[i - 1], curve[i], left / length);
            left -= length;
        }

        return curve[^1];
    }
}
