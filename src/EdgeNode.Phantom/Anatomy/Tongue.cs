using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Tongue with its fatty midline and septa, geniohyoid, sublingual space.</summary>
internal static class Tongue
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var tongue = new Rough(new Ellipsoid(new(0, -50, 44 + r.Around(3)), new(28, 35, 23)), 1.2f, 8, r.Between(0, 30));
        neck.Yielding(new(new Rough(new Ellipsoid(new(0, -30, 27), new(17, 13, 12)), 1, 6, r.Between(0, 30)), neck.Hu.Muscle + 8) { TextureHu = 16, TextureMm = 3 });
        neck.Yielding(new(tongue, neck.Hu.Muscle + 4) { TextureHu = 20, TextureMm = 3 });
        neck.Tissues.Add(new(tongue, -40) { InsetMm = 6, StrandMm = 5.5f, Strength = 0.55f });
        neck.Tissues.Add(new(new Ellipsoid(new(0, -56, 38), new(1.1f, 22, 16)), -50) { Strength = 0.7f });
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Muscle(new Ellipsoid(new(4.5f * side, -58, 24), new(4, 21, 6)));
            neck.Tissues.Add(new(new Ellipsoid(new(13 * side, -54, 30), new(4, 18, 6)), -20) { TextureHu = 30, Strength = 0.8f });
            neck.Yielding(new(new Ellipsoid(new(17 * side, -60, 33), new(4, 13, 6), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.35f * side)), neck.Hu.Gland - 12) { TextureHu = 14, TextureMm = 2 });
        }
    }
}
