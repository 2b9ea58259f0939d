using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Internal, external and anterior jugular, facial, retromandibular, thyroid and subclavian veins. Calibres differ from side to side.</summary>
internal static class Veins
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        for (var i = 0; i < 2; i++)
        {
            var side = i == 0 ? -1 : 1;
            var wide = r.Between(0.62f, 1.4f) * (side < 0 ? 1.08f : 0.94f);
            var x = r.Around(2);
            var hu = neck.Hu.Vein + r.Around(12);
            var jugular = Tube(wide, new(-160, 20, -12, 6.5f, 6.5f), new(-82, 24 + x, -11, 6.5f, 5.6f, 20), new(-45, 32 + x, -5, 6.4f, 4.8f, 35), new(-10, 34.5f + x, 5, 6, 4.6f, 45),
                new(25, 35 + x, 12, 5.4f, 4.4f, 40), new(55, 34, 15, 4.8f, 4, 25), new(90, 30, 15, 4, 3.8f));
            neck.Jugulars[i] = jugular;
            if (neck.Patient.DissectedSide != side) neck.Yielding(new(jugular, hu) { TextureHu = neck.Patient.Phase == ContrastPhase.Arterial ? 40 : 6, TextureMm = 4 });
            neck.Yielding(new(Tube(r.Between(0.6f, 1.4f), new(-80, 40, -16, 2.2f, 1.6f), new(-45, 50, -10, 2.2f, 1.5f, 55), new(-10, 57, 2, 2.2f, 1.5f, 65), new(30, 58, 10, 1.9f, 1.6f, 70), new(48, 54, 6, 1.9f, 1.9f)), hu));
            neck.Yielding(new(Tube(r.Between(0.5f, 1.3f), new(-78, 9 + x, -43, 1.6f, 1.3f), new(-20, 11, -45, 1.5f, 1.2f), new(14, 11 + x, -58, 1.3f, 1.3f)), hu));
            neck.Yielding(new(Tube(1, new(22, 48, 0, 2, 2), new(40, 50, 3, 2.2f, 2.2f), new(76, 53, 5, 1.9f, 1.9f)), hu));
            var join = r.Between(-2, 14);
            Path(new(35 * side, 4, join, 2.4f), new(40 * side, -16, join + 8, 2.1f), new(44 * side, -34, 18, 2), new(50 * side, -48, 30, 1.8f), new(46 * side, -64, 46, 1.5f));
            Path(new(45 * side, -32, 19, 2), new(48 * side, -10, 20, 1.9f), new(49 * side, 0, 24, 1.9f));
            Path(new(33 * side, -6, -26, 1.4f), new(24 * side, -14, -30, 1.3f));
            Path(new(24 * side, -12, -84, 6), new(48 * side, -16, -84, 5), new(84 * side, -24, -98, 5), new(120 * side, -24, -118, 4.5f));
            Path(new(38 * side, -12, -70, 1.6f), new(56 * side, 14, -64, 1.6f), new(78 * side, 34, -66, 1.4f));

            AxialTube Tube(float calibre, params TubeKey[] keys) => new([.. keys.Select(k => (k with { RadiusX = k.RadiusX * calibre, RadiusY = k.RadiusY * calibre }).OnSide(side))], 4);
            void Path(params Vector4[] path) => neck.Yielding(new(new PathTube(path), hu));
        }

        // The left brachiocephalic vein crosses behind the manubrium.
        neck.Yielding(new(new PathTube(new(24, -14, -92, 6), new(10, -24, -112, 6.5f), new(-14, -24, -128, 7), new(-20, -20, -170, 8)), neck.Hu.Vein));
    }
}
