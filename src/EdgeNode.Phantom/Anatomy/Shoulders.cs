using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Clavicles, scapulae, humeral heads, ribs, manubrium, lung apices, mediastinum and the muscles of the shoulder girdle.</summary>
internal static class Shoulders
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        neck.Tissues.Add(new(new Ellipsoid(new(0, -12, -175), new(34, 36, 72)), neck.Hu.Fat + 20) { TextureHu = 40, TextureMm = 3 });
        foreach (var side in HeadAndNeck.Sides)
        {
            var lift = r.Around(6);
            var fat = neck.Patient.FatMm;
            neck.Muscle(new Rough(new Packed(
                [
                    new Ellipsoid(new(70 * side, 46, -112 + lift), new(40, 24, 42)), new Ellipsoid(new(116 * side, 40, -114 + lift), new(40, 26, 40)),
                    new Ellipsoid(new(66 * side, -52, -142 + lift), new(66, 20, 54)), new Ellipsoid(new(92 * side, -32, -136 + lift), new(36, 14, 44)),
                    new Ellipsoid(new(164 * side, 8, -116 + lift), new(44, 56, 62)), new Ellipsoid(new(100 * side, 14, -122 + lift), new(36, 16, 34)),
                    new Ellipsoid(new(62 * side, 14, -100 + lift), new(20, 14, 24)), new Ellipsoid(new(84 * side, 42, -90 + lift), new(50, 20, 24)),
                ], 2), 1.5f, 9, r.Between(0, 30)), 0, fat);
            neck.Bone(new PathTube(P(14, -42, -88, 7), P(40, -44, -82, 5.6f), P(80, -26, -78, 5), P(120, 0, -74, 5), P(150, 8, -74, 5.5f)), 800, 1.8f, 250);
            neck.Bone(new PathTube(P(76, 62, -104, 4), P(105, 54, -92, 5), P(140, 34, -80, 6), P(152, 14, -76, 6)), 750, 1.6f, 250);
            neck.Bone(new PathTube(P(88, 50, -100, 2), P(100, 40, -120, 2.2f), P(112, 34, -160, 2.5f)), 700, 1.2f, 400);
            neck.Bone(new Ellipsoid(new(162 * side, 12, -108 + lift), new(23, 24, 24)), 650, 2.2f, 260);
            neck.Bone(new AxialTube([new(-260, 168 * side, 12, 12, 12), new(-118, 166 * side, 12, 14, 14)], 2), 1100, 4, 60);
            var lung = new Ellipsoid(new(45 * side, 8, -152 + r.Around(5)), new(40, 46, 68));
            neck.Rigid(new(lung, 15) { InsetMm = -1.6f });
            neck.Rigid(new(lung, -855) { TextureHu = 60, TextureMm = 3 });
            neck.Tissues.Add(new(lung, -300) { StrandMm = 8, Strength = 0.4f, InsetMm = 5, Rigid = true });
            neck.Bone(new PathTube(P(20, 34, -78, 4), P(42, 28, -78, 4.2f), P(56, 4, -86, 4.2f), P(44, -26, -100, 4.5f), P(26, -38, -106, 4.5f)), 650, 1.2f, 260);
            neck.Bone(new PathTube(P(22, 42, -94, 4), P(56, 42, -98, 4.5f), P(82, 12, -116, 4.5f), P(74, -30, -140, 4.5f)), 650, 1.2f, 260);
            neck.Bone(new PathTube(P(24, 50, -112, 4), P(64, 54, -120, 4.5f), P(92, 18, -142, 4.5f)), 650, 1.2f, 260);

            Vector4 P(float x, float y, float z, float radius) => new(x * side, y, z + lift, radius);
        }

        neck.Bone(new AxialTube([new(-260, 0, -62, 20, 6), new(-116, 0, -52, 24, 6.5f), new(-94, 0, -44, 21, 6)], 3), 550, 1.3f, 170);
    }
}
