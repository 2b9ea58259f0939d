using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>C1 to T4: bodies with uncinate lips, pillars, laminae, forked spinous processes, foramina; discs; canal with dura and cord.</summary>
internal static class Spine
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var period = r.Between(16.8f, 18.8f);
        var old = neck.Patient.Old;
        var curve = r.Between(-2, 3);
        var discs = new AxialTube([new(-260, 0, 36, 16, 12), new(-90, 0, 28, 13.5f, 9.5f), new(-10, 0, Front(-10) + 9, 12, 8.3f), new(42, 0, Front(42) + 9, 11, 8)], 2);
        neck.Rigid(new(discs, 95) { TextureHu = 12 });
        // Canal first: bone is painted around it.
        neck.Tissues.Add(new(new AxialTube([new(-260, 0, 54, 12, 9), new(-60, 0, 42, 12, 8), new(0, 0, Front(0) + 25, 12.5f, 8), new(60, 0, Front(60) + 25, 15, 11), new(90, 0, 34, 16, 15)]), 18) { Rigid = true });
        for (var level = 3; level <= 11; level++) Vertebra(neck, level, 18 - ((level - 3) * period), Front, period, old, r);
        Axis(neck, Front, r);
        Atlas(neck, Front, r);
        neck.Rigid(new(new AxialTube([new(-260, 0, 54, 6, 5), new(-60, 0, 42, 7, 4.2f), new(20, 0, Front(20) + 25, 6.5f, 4), new(90, 0, 33, 7, 6)]), 40) { TextureHu = 4 });

        float Front(float z) => 13 - (curve * MathF.Cos(z / 40)) + (z < -40 ? (z + 40) * -0.14f : 0) - (z > 30 ? (z - 30) * 0.05f : 0);
    }

    private static void Vertebra(HeadAndNeck neck, int level, float z, Func<float, float> front, float period, float old, PhantomRandom r)
    {
        var low = level >= 7;
        var half = (period / 2) - 2.4f - (1.1f * old * r.Unit());
        var y = front(z);
        float rx = low ? 14.5f : 12.2f, ry = low ? 9.5f : 8.4f;
        var body = new AxialTube([new(z - half, 0, y + 9.3f, rx, ry), new(z, 0, y + 9.2f, rx - 1, ry - 0.7f), new(z + half, 0, y + 9, rx, ry)], 1.5f);
        neck.Bone(new Rough(body, 0.5f, 4, r.Between(0, 30)), 700, 1.2f, 245 - (70 * old));
        var canal = y + 25;
        foreach (var side in HeadAndNeck.Sides)
        {
            // Pedicle, articular pillar (slants back and down), lamina.
            List<Shape> arch =
            [
                new Capsule(new(9 * side, y + 14, z + 1), new(16.5f * side, canal - 3, z), 3.2f),
                new Ellipsoid(new(19 * side, canal - 2, z - 1), new(6.2f, 5.8f, 10.8f), Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.6f)),
                new Capsule(new(18 * side, canal + 2, z - 1), new(2.5f * side, canal + 11.5f, z - 4), 2.6f),
            ];
            // Transverse process in two bars around the vertebral artery; ribs take over below.
            if (level < 7) arch.Add(new PathTube(new(10 * side, y + 8, z, 2.4f), new(19 * side, y + 6, z - 1, 2.2f), new(24.5f * side, y + 10, z - 2, 2.6f), new(21 * side, y + 18, z - 1, 2.6f)));
            else arch.Add(new Capsule(new(15 * side, canal, z), new(33 * side, canal + 6, z + 2), 4.2f));
            neck.Bone(new Matted([.. arch], 2), 720, 1.2f, 270 - (60 * old), 4);
        }

        var length = level switch { 7 => 27, > 7 => 30, 6 => 22, _ => 15 + r.Around(2) };
        List<Shape> spine = [new Capsule(new(0, canal + 11, z - 4), new(0, canal + 11 + (length * 0.7f), z - 7), 2.5f)];
        if (level < 7) foreach (var side in HeadAndNeck.Sides) spine.Add(new Capsule(new(0, canal + 10 + (length * 0.6f), z - 6), new(4 * side, canal + 11 + length, z - 9), 2.2f));
        else spine.Add(new Capsule(new(0, canal + 18, z - 6), new(0, canal + 9 + length, z - 12), 3.4f));
        neck.Bone(new Matted([.. spine], 2), 640, 1, 260, 4);
        // Osteophytes at the front edge.
        if (r.Chance(old * 0.5f)) neck.Rigid(new(new Ellipsoid(new(r.Around(6), y, z - half), new(5, 2.5f, 2)), 600));
    }

    private static void Axis(HeadAndNeck neck, Func<float, float> front, PhantomRandom r)
    {
        var y = front(36);
        neck.Bone(new Rough(new AxialTube([new(28, 0, y + 8.5f, 11, 8), new(40, 0, y + 8, 9, 7), new(47, 0, y + 7, 6, 5.5f), new(62, 0, y + 6, 4.6f, 5)], 3), 0.4f, 4, r.Between(0, 30)), 720, 1.3f, 260);
        var canal = y + 25;
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Bone(new Matted(
                [
                    new Ellipsoid(new(14 * side, y + 11, 40), new(8, 7, 6)), new Capsule(new(16 * side, y + 14, 38), new(19 * side, canal, 32), 4),
                    new Capsule(new(17 * side, canal + 1, 32), new(3 * side, canal + 12, 31), 3.2f), new Capsule(new(0, canal + 12, 31), new(5 * side, canal + 25, 25), 3.4f),
                ], 2), 720, 1.3f, 270);
        }
    }

    private static void Atlas(HeadAndNeck neck, Func<float, float> front, PhantomRandom r)
    {
        var y = front(56);
        var turn = r.Around(0.08f);
        neck.Bone(new PathTube(new(-12, y + 2, 56, 3), new(0, y - 1.5f, 56, 3.4f), new(12, y + 2, 56, 3)), 780, 1.3f, 380);
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Bone(new Ellipsoid(new(18 * side, y + 10, 56), new(7.5f, 9, 7.5f), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, (0.35f * side) + turn)), 740, 1.4f, 290);
            neck.Bone(new Capsule(new(22 * side, y + 11, 56), new(37 * side, y + 15, 55), 4.2f), 700, 1.3f, 280);
            neck.Bone(new PathTube(new(21 * side, y + 17, 57, 3), new(17 * side, y + 31, 57, 2.8f), new(0, y + 38, 57, 3.2f)), 740, 1.3f, 300);
        }
    }
}
