using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Carotids with their fork, internal, external and anterior jugulars, facial and small veins. In cross-section they look like nodes.</summary>
internal static class Vessels
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var e = neck.Enhancement;
        for (var i = 0; i < 2; i++)
        {
            var side = i == 0 ? -1 : 1;
            var x = r.Around(1.5f);
            var fork = r.Between(0, 12);
            var calibre = r.Between(0.85f, 1.15f);
            Tube(neck, side, e.Artery, new(-140, 14, -6, 4.2f, 4.2f), new(-80, 17 + x, -2, 3.9f, 3.9f), new(-45, 24 + x, 0, 3.6f, 3.6f),
                new(fork - 8, 25 + x, 2, 3.6f, 3.6f), new(fork + 4, 26 + x, 3, 4.4f, 5.2f));
            Tube(neck, side, e.Artery, new(fork - 2, 27 + x, 5, 2.9f, 3.2f), new(fork + 20, 28 + x, 7, 2.6f, 2.6f), new(90, 25 + x, 4, 2.5f, 2.5f));
            Tube(neck, side, e.Artery, new(fork - 2, 25 + x, 0, 2.2f, 2.2f), new(fork + 20, 29 + x, -6, 2, 2), new(70, 46, -2, 1.8f, 1.8f));
            var wide = r.Between(0.75f, 1.3f) * (side < 0 ? 1.1f : 0.95f);
            neck.Jugulars[i] = Tube(neck, side, e.Vein + r.Around(8), new(-140, 18, -14, 6, 6), new(-82, 22 + x, -12, 6.5f * wide, 6 * wide),
                new(-45, 31 + x, -5, 6.2f * wide, 5 * wide, 25), new(0, 33 + x, 6, 5.8f * wide, 4.6f * wide, 35),
                new(45, 33 + x, 13, 4.6f * wide, 4 * wide, 20), new(88, 29 + x, 13, 3.6f, 3.6f));
            // External jugular, under the skin across the sternocleidomastoid.
            Tube(neck, side, e.Vein, new(-70, 38, -22, 2.1f * calibre, 1.6f), new(-20, 54, -6, 2.1f * calibre, 1.6f, 60), new(30, 57, 6, 1.8f, 1.8f));
            Tube(neck, side, e.Vein, new(-75, 9 + x, -43, 1.5f, 1.5f), new(0, 12 + x, -46, 1.3f, 1.3f), new(14, 12 + x, -52, 1.2f, 1.2f));
            Rod(neck, e.Vein, 1.9f * calibre, new(34 * side, 2, 4 + fork), new(41 * side, -26, 14 + fork), new(44 * side, -48, 26));
            Rod(neck, e.Artery, 1.2f, new(25 * side, -2, fork), new(17 * side, -14, -16), new(17 * side, -18, -26));
            Rod(neck, e.Vein, 1.6f, new(32 * side, 2, -58), new(50 * side, 16, -56 + r.Around(6)), new(70 * side, 30, -60));
            Rod(neck, e.Artery, 1.3f, new(26 * side, 6, -66), new(48 * side, 22, -64 + r.Around(6)), new(64 * side, 34, -66));
            Rod(neck, e.Artery, 3.6f, new(18 * side, 2, -84), new(48 * side, -4, -76), new(90 * side, -14, -100));
            Rod(neck, e.Vein, 5f, new(22 * side, -14, -88), new(56 * side, -20, -86), new(95 * side, -22, -108));
        }
    }

    private static AxialTube Tube(Neck neck, int side, float hu, params TubeKey[] keys)
    {
        var tube = new AxialTube([.. keys.Select(k => k.OnSide(side))], 3);
        neck.AddOrgan(new(tube, hu) { TextureHu = 6, TextureMm = 4 });
        return tube;
    }

    private static void Rod(Neck neck, float hu, float radius, params Vector3[] points)
    {
        for (var i = 1; i < points.Length; i++) neck.AddOrgan(new(new Capsule(points[i - 1], points[i], radius), hu));
    }
}
