using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Parotid, submandibular and thyroid glands: bright or soft bodies that must not be taken for nodes.</summary>
internal static class Glands
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var e = neck.Enhancement;
        var parotidHu = r.Between(-35, 15) + (e.Contrast ? 25 : 0);
        var smg = r.Between(0.85f, 1.15f);
        foreach (var side in (int[])[-1, 1])
        {
            var size = r.Between(0.88f, 1.12f);
            var parotid = new Rough(new Ellipsoid(
                new((54 + r.Around(1.5f)) * side, 4, 48 + r.Around(4)), new(10 * size, 17 * size, 23 * size),
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.35f * side)), 1.5f, 6, r.Between(0, 20));
            neck.AddOrgan(new(parotid, parotidHu) { TextureHu = 28, TextureMm = 2.5f, EdgeMm = 1.2f });
            // Retromandibular vein inside the gland.
            neck.AddOrgan(new(new AxialTube([new(20, 47 * side, 4, 2, 2), new(75, 49 * side, 6, 2, 2)]), e.Vein));
            var submandibular = new Rough(new Ellipsoid(
                new((31 + r.Around(2)) * side, -33 + r.Around(3), 20 + r.Around(3)), new(9.5f * smg, 15 * smg, 12.5f * smg),
                Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.5f * side)), 1.2f, 6, r.Between(0, 20));
            neck.AddOrgan(new(submandibular, e.Gland + r.Around(5)) { TextureHu = 16, TextureMm = 2.5f });
            var lobe = new Rough(new Ellipsoid(
                new((16.5f + r.Around(1)) * side, -15, -44 + r.Around(4)), new(7.5f * size, 10 * size, 21 * size)), 1, 6, r.Between(0, 20));
            neck.AddOrgan(new(lobe, e.Thyroid) { TextureHu = 15 });
        }

        neck.AddOrgan(new(new Ellipsoid(new(0, -26, -50), new(16, 3.5f, 8)), e.Thyroid));
    }
}
