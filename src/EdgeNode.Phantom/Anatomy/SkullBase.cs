using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Brain case, clivus, petrous bones with mastoid cells, styloids; the brain in it.</summary>
internal static class SkullBase
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var vault = new Ellipsoid(new(0, 12, 154 + r.Around(3)), new(72, 90, 54));
        neck.Bone(vault, 1000, 2.2f, 520);
        // Posterior fossa reaches lower, to the foramen magnum.
        var fossa = new Ellipsoid(new(0, 44, 100), new(61, 50, 33));
        neck.Bone(fossa, 950, 2, 500);
        Brain.Add(neck, vault, fossa, PhantomRandom.Branch(neck.Patient.Seed, 128));
        neck.Rigid(new(new AxialTube([new(66, 0, 33, 14, 13), new(84, 0, 34, 15, 14)], 2), 22));
        neck.Bone(new Ellipsoid(new(0, 4, 86), new(13, 12, 9), Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.7f)), 700, 1.6f, 320);
        neck.Bone(new Ellipsoid(new(0, -20, 104), new(22, 18, 12)), 700, 1.4f, -950);
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Bone(new Ellipsoid(new(36 * side, 12, 94), new(27, 10, 9), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.5f * side)), 1300, 2.5f, 700);
            var mastoid = new Ellipsoid(new(53 * side, 26, 84), new(12.5f, 17, 20));
            neck.Bone(mastoid, 850, 2.2f, 250);
            neck.Rigid(new(mastoid, -420) { InsetMm = 3, TextureHu = 650, TextureMm = 2.2f });
            neck.Bone(new PathTube(new(43 * side, 12, 78, 2), new(38 * side, 4, 62, 1.7f), new(33 * side, -6, 44 + r.Around(6), 1.2f)), 650, 0.9f, 450);
            // The ear stands away from the head; its canal leads in.
            neck.Rigid(new(new Capsule(new(78 * side, 4, 90), new(48 * side, 6, 90), 3), -950));
        }
    }
}
