using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Grey and white matter with sulci, ventricles, falx, venous sinuses and the arteries at the base: what scans that reach the vertex show.</summary>
internal static class Brain
{
    public static void Add(HeadAndNeck neck, Ellipsoid vault, Ellipsoid fossa, PhantomRandom r)
    {
        var old = neck.Patient.Old;
        var grey = r.Between(35, 42) + (neck.Patient.Phase == ContrastPhase.None ? 0 : 4);
        var white = grey - r.Between(5, 9);
        neck.Rigid(new(vault, grey) { InsetMm = 6.5f, TextureHu = 6, TextureMm = 6 });
        neck.Tissues.Add(new(vault, 8) { InsetMm = 6.5f, StrandMm = r.Between(8, 12), Strength = 0.35f + (0.5f * old), EdgeMm = 1.2f, Rigid = true });
        neck.Rigid(new(new Rough(vault, 4, 12, r.Between(0, 30)), white) { InsetMm = 19, TextureHu = 5, TextureMm = 7, EdgeMm = 2.5f });
        neck.Rigid(new(fossa, grey - 2) { InsetMm = 5.5f, TextureHu = 7, TextureMm = 7 });
        neck.Tissues.Add(new(fossa, 12) { InsetMm = 5.5f, StrandMm = 5, Strength = 0.4f, EdgeMm = 1.2f, Rigid = true });
        Ventricles(neck, grey, old, r);
        neck.Rigid(new(new Common(vault, new Slab(new(-0.9f, 0.9f, -90, 100, 158, 210))), 55) { InsetMm = 5, EdgeMm = 0.8f });
        Vessels(neck, r);
    }

    private static void Ventricles(HeadAndNeck neck, float grey, float old, PhantomRandom r)
    {
        neck.Rigid(new(new Ellipsoid(new(0, 34, 100), new(5, 5, 8)), 8));
        neck.Rigid(new(new Ellipsoid(new(0, 10, 146), new(1.5f + (2 * old), 12, 8)), 8));
        // Cisterns around the brain stem.
        neck.Rigid(new(new Ellipsoid(new(0, -4, 124), new(15, 12, 6)), 10) { EdgeMm = 2 });
        if (r.Chance(0.6f)) neck.Rigid(new(new Ellipsoid(new(r.Around(1), 24, 148), new Vector3(r.Between(1.2f, 3))), r.Between(90, 400)));
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Rigid(new(new Ellipsoid(new(24 * side, 0, 142), new(9, 17, 12)), grey + 2) { EdgeMm = 1.5f });
            neck.Rigid(new(new Ellipsoid(new((8 + (3 * old)) * side, 6, 160), new(3.5f + (4 * old), 27, 6 + (3 * old))), 7) { EdgeMm = 1 });
            if (r.Chance(0.5f)) neck.Rigid(new(new Ellipsoid(new(16 * side, 34, 154), new(2.5f, 4, 4)), r.Between(60, 300)));
        }
    }

    private static void Vessels(HeadAndNeck neck, PhantomRandom r)
    {
        var (vein, artery) = (neck.Hu.Vein, neck.Hu.Artery);
        neck.Rigid(new(new PathTube(new(0, -62, 182, 2), new(0, -20, 199, 3), new(0, 40, 199, 3.4f), new(0, 88, 172, 4), new(0, 96, 134, 4.4f)), vein));
        neck.Rigid(new(new PathTube(new(0, -6, 108, 1.6f), new(r.Around(2), -2, 122, 1.7f)), artery));
        foreach (var side in HeadAndNeck.Sides)
        {
            var wide = r.Between(2.2f, 4.2f);
            neck.Rigid(new(new PathTube(new(2 * side, 92, 128, wide), new(44 * side, 74, 116, wide), new(56 * side, 46, 104, wide), new(46 * side, 30, 86, wide)), vein));
            neck.Rigid(new(new PathTube(new(14 * side, -4, 104, 2.2f), new(13 * side, -16, 112, 2.2f), new(15 * side, -8, 122, 2)), artery));
            neck.Rigid(new(new PathTube(new(15 * side, -8, 122, 1.6f), new(32 * side, -12, 128, 1.4f), new(50 * side, -2, 138, 1.1f)), artery));
            neck.Rigid(new(new PathTube(new(12 * side, -12, 124, 1.1f), new(3 * side, -24, 130, 1.1f), new(2 * side, -42, 150, 1), new(2 * side, -30, 170, 0.8f)), artery));
            neck.Rigid(new(new PathTube(new(2 * side, -2, 122, 1.2f), new(20 * side, 12, 126, 1.1f), new(14 * side, 50, 132, 0.9f)), artery));
        }
    }
}
