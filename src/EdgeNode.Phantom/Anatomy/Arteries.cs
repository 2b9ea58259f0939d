using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Carotids with bulb and branches, vertebral and subclavian arteries, plaque.</summary>
internal static class Arteries
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var hu = neck.Hu.Artery;
        foreach (var side in HeadAndNeck.Sides)
        {
            var calibre = r.Between(0.88f, 1.14f);
            var x = r.Around(2);
            var fork = r.Between(-4, 16);
            // With age carotids swing, sometimes behind the pharynx.
            var kink = neck.Patient.Old * r.Around(4);
            Tube(new(-160, 16, -2, 4.4f, 4.4f), new(-84, 19 + x, -3, 3.9f, 3.9f), new(-45, 24 + x, -1, 3.5f, 3.5f), new(-15, 26 + x + (kink * 0.5f), 1, 3.5f, 3.5f), new(fork - 6, 27 + x, 2, 3.8f, 3.8f), new(fork + 6, 27.5f + x, 4, 4.2f, 5));
            Tube(new(fork, 29 + x, 6, 3.2f, 3.4f), new(fork + 22, 29 + x + kink, 9, 2.6f, 2.6f), new(64, 27 + kink, 7, 2.5f, 2.5f), new(92, 24, 6, 2.6f, 2.6f));
            Tube(new(fork, 26 + x, 1, 2.4f, 2.4f), new(fork + 20, 29 + x, -4, 2, 2), new(58, 43, 0, 1.8f, 1.8f), new(84, 50, 2, 1.5f, 1.5f));
            Tube(new(-70, 17, 14, 2, 2), new(-40, 16, 21, 1.9f, 1.9f), new(30, 18, 20, 1.9f, 1.9f), new(48, 22, 23, 1.9f, 1.9f), new(58, 26, 24, 1.9f, 1.9f));
            Branch(new(25 * side, -2, fork, 1.3f), new(18 * side, -14, fork - 14, 1.2f), new(17 * side, -22, -24, 1.1f));
            Branch(new(27 * side, -3, fork + 6, 1.4f), new(24 * side, -20, fork + 10, 1.2f), new(22 * side, -36, 20, 1.2f), new(12 * side, -52, 28, 1));
            Branch(new(28 * side, -4, fork + 12, 1.5f), new(34 * side, -18, 26, 1.3f), new(42 * side, -38, 20, 1.3f), new(48 * side, -46, 28, 1.2f), new(46 * side, -62, 42, 1));
            Branch(new(24 * side, 0, -72, 1.5f), new(24 * side, -8, -60, 1.3f), new(20 * side, -10, -48, 1.2f));
            Branch(new(26 * side, 4, -66, 1.3f), new(44 * side, 20, -63, 1.2f), new(66 * side, 36, -66, 1));
            Branch(new(16 * side, 2, -100, 4.6f), new(26 * side, 2, -82, 4), new(46 * side, 2, -76, 3.7f), new(72 * side, -6, -90, 3.6f), new(110 * side, -10, -112, 3.5f));
            if (r.Chance(0.75f * neck.Patient.Old))
                neck.Tissues.Add(new(new Ellipsoid(new((30 + x) * side, 5, fork + r.Around(3)), new(1.6f, 2.2f, r.Between(1.5f, 4))), r.Between(400, 900)));

            void Tube(params TubeKey[] keys) => neck.Yielding(new(new AxialTube([.. keys.Select(k => (k with { RadiusX = k.RadiusX * calibre, RadiusY = k.RadiusY * calibre }).OnSide(side))], 3), hu + r.Around(6)) { TextureHu = 5 });
            void Branch(params Vector4[] path) => neck.Yielding(new(new PathTube(path), hu));
        }

        neck.Yielding(new(new PathTube(new(-14, -14, -150, 6), new(-12, -14, -120, 6), new(-16, -6, -98, 5)), hu));
    }
}
