using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Orbits with globe, lens, optic nerve, straight muscles and lacrimal gland: round, enhancing, in fat, and no nodes.</summary>
internal static class Eyes
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var forward = r.Around(3);
        var sclera = neck.Hu.Mucosa + r.Between(0, 15);
        var vitreous = r.Between(2, 18);
        foreach (var side in HeadAndNeck.Sides)
        {
            var orbit = new Ellipsoid(new(32 * side, -62, 118), new(17, 21, 16), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.35f * side));
            neck.Bone(new Without(new Shell(orbit, 1.3f), new Slab(new(-100, 100, -200, -70, 90, 150))), 700, 1.1f, 500);
            neck.Rigid(new(orbit, neck.Hu.Fat + 12) { TextureHu = 20 });
            // The lids close the orbit in front.
            neck.Rigid(new(new Ellipsoid(new(32 * side, -84 - forward, 116), new(17, 5, 11)), neck.Hu.Muscle - 15) { TextureHu = 25, BelowSkinMm = 1.5f });
            Globe(neck, side, forward, sclera, vitreous, r);
            var apex = new Vector3(19 * side, -38, 118);
            neck.Rigid(new(new PathTube(P(apex, 1.8f), P(new(27 * side, -50, 119 + r.Around(2)), 2.1f), P(new(32 * side, -60 - forward, 117), 2.4f)), r.Between(30, 48)));
            foreach (var (x, z) in (ReadOnlySpan<(float, float)>)[(11, 0), (-11, 0), (0, 10.5f), (0, -10.5f)])
            {
                neck.Rigid(new(new PathTube(P(apex, 1), P(new((26 * side) + (x * 0.8f), -54, 117 + (z * 0.8f)), r.Between(1.6f, 2.8f)), P(new((32 * side) + x, -69 - forward, 117 + z), 0.9f)), neck.Hu.Muscle + r.Between(0, 12)));
            }

            neck.Rigid(new(new Ellipsoid(new(45 * side, -72, 126), new(3.2f, 7, 5)), neck.Hu.Gland + r.Around(8)));
        }

        static Vector4 P(Vector3 at, float radius) => new(at, radius);
    }

    private static void Globe(HeadAndNeck neck, int side, float forward, float sclera, float vitreous, PhantomRandom r)
    {
        var centre = new Vector3(32 * side, -72 - forward, 117);
        var globe = new Ellipsoid(centre, new Vector3(12, 12.2f, 12) * r.Between(0.95f, 1.06f));
        neck.Rigid(new(globe, sclera));
        neck.Rigid(new(globe, vitreous) { InsetMm = 1.3f });
        var gaze = Vector3.Normalize(new(r.Around(0.3f), -1, r.Around(0.25f)));
        // An artificial lens is thin.
        var old = r.Chance(0.4f * neck.Patient.Old);
        neck.Rigid(new(new Ellipsoid(centre + (gaze * 8.6f), new(4.4f, old ? 0.7f : 2, 4.4f)), old ? 180 : r.Between(65, 115)));
    }
}
