using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Clavicles, shoulder girdle, first ribs, sternum, lungs: the lower end of a neck CT.</summary>
internal static class Shoulders
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        foreach (var side in (int[])[-1, 1])
        {
            var lift = r.Around(5);
            neck.AddMuscle(new Ellipsoid(new(105 * side, 30, -112 + lift), new(62, 40, 40)));
            neck.AddMuscle(new Ellipsoid(new(62 * side, -38, -140 + lift), new(60, 22, 52)));
            neck.AddMuscle(new Ellipsoid(new(150 * side, 15, -120 + lift), new(36, 42, 60)));
            neck.AddBone(new Capsule(new(15 * side, -40, -84 + lift), new(75 * side, -36, -80 + lift), 6.5f), 700, 2, 260);
            neck.AddBone(new Capsule(new(75 * side, -36, -80 + lift), new(150 * side, 2, -72 + lift), 5.5f), 700, 2, 260);
            neck.AddBone(new Capsule(new(90 * side, 56, -92 + lift), new(150 * side, 30, -80 + lift), 6), 650, 2, 240);
            neck.AddBone(new Ellipsoid(new(160 * side, 15, -108 + lift), new(23, 24, 24)), 600, 3, 240);
            var lung = new Ellipsoid(new(46 * side, 10, -150), new(40, 48, 68 + r.Around(6)));
            neck.AddOrgan(new(lung, 20) { InsetMm = -1.5f });
            neck.AddOrgan(new(lung, -860) { TextureHu = 50 });
            neck.AddBone(new Capsule(new(22 * side, 26, -70), new(52 * side, 6, -82), 4.5f), 550, 1.5f, 250);
            neck.AddBone(new Capsule(new(52 * side, 6, -82), new(40 * side, -32, -104), 4.5f), 550, 1.5f, 250);
            neck.AddBone(new Capsule(new(24 * side, 38, -96), new(72 * side, 20, -112), 4.5f), 550, 1.5f, 250);
        }

        neck.AddBone(new AxialTube([new(-260, 0, -58, 22, 7), new(-110, 0, -46, 24, 7), new(-90, 0, -40, 20, 6)]), 500, 1.5f, 180);
        neck.Tissues.Add(new(new Ellipsoid(new(0, -12, -175), new(36, 40, 75)), 45) { TextureHu = 10 });
    }
}
