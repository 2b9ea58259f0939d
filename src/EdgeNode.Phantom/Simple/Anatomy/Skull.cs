using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Brain case, mastoids, styloids, sinuses: the upper end of a neck CT.</summary>
internal static class Skull
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var vault = new Ellipsoid(new(0, 8, 138 + r.Around(3)), new(72, 90, 63));
        neck.AddBone(vault, 950, 2.2f, 550);
        neck.Tissues.Add(new(vault, 34) { InsetMm = 6.5f, TextureHu = 8, TextureMm = 8 });
        neck.AddBone(new Ellipsoid(new(0, -10, 92), new(16, 22, 11)), 700, 2, 300);
        foreach (var side in (int[])[-1, 1])
        {
            var mastoid = new Ellipsoid(new(52 * side, 22, 82), new(12, 16, 20));
            neck.AddBone(mastoid, 800, 2.5f, 250);
            neck.Tissues.Add(new(mastoid, -350) { InsetMm = 4, TextureHu = 500, TextureMm = 3.5f });
            neck.AddBone(new Capsule(new(40 * side, 8, 76), new(33 * side, -8, 42 + r.Around(5)), 1.8f), 550, 1, 400);
            var sinus = new Ellipsoid(new(25 * side, -58, 88), new(14, 17, 18));
            neck.AddBone(sinus, 650, 1.4f, -990);
        }

        var nose = new Ellipsoid(new(0, -52, 88), new(13, 36, 19));
        neck.AddOrgan(new(nose, 50) { InsetMm = -2 });
        neck.AddOrgan(new(nose, -980) { StrandMm = 0 });
        neck.Tissues.Add(new(new AxialTube([new(72, 0, -55, 1.2f, 30), new(106, 0, -55, 1.2f, 28)], 2), 250));
        foreach (var side in (int[])[-1, 1])
        {
            neck.Tissues.Add(new(new Ellipsoid(new(7 * side, -52, 80), new(3, 22, 5)), 60));
            neck.Tissues.Add(new(new Ellipsoid(new(7 * side, -50, 92), new(2.5f, 18, 4)), 60));
        }
    }
}
