using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Parotid, submandibular and thyroid glands; in cross-section some of them look like nodes.</summary>
internal static class Glands
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var hu = neck.Hu;
        var goitre = r.Chance(0.12f) ? r.Between(1.2f, 1.7f) : r.Between(0.85f, 1.12f);
        var thyroidectomy = r.Chance(0.04f);
        foreach (var side in HeadAndNeck.Sides)
        {
            var size = r.Between(0.88f, 1.12f);
            // Superficial lobe over the masseter, deep lobe behind the ramus.
            var parotid = new Rough(new Matted(
                [
                    new Ellipsoid(new(59 * side, 0, 47 + r.Around(4)), new(7.5f * size, 17 * size, 24 * size), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, -0.3f * side)),
                    new Ellipsoid(new(50 * side, 9, 48), new(10 * size, 9 * size, 19 * size)),
                ], 4), 1.6f, 5, r.Between(0, 30));
            neck.Yielding(new(parotid, hu.Parotid) { TextureHu = 30, TextureMm = 2, EdgeMm = 1.2f });
            neck.Tissues.Add(new(parotid, hu.Fat + 20) { InsetMm = 1, StrandMm = 3.4f, Strength = 0.5f });
            if (neck.Patient.DissectedSide != side)
            {
                var smg = r.Between(0.82f, 1.14f);
                var gland = new Rough(new Matted(
                    [
                        new Ellipsoid(new((31 + r.Around(2)) * side, -33 + r.Around(3), 18 + r.Around(3)), new(9 * smg, 14.5f * smg, 12 * smg), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.5f * side)),
                        new Ellipsoid(new(25 * side, -44, 25), new(4.5f, 9, 5)),
                    ], 4), 1.3f, 5, r.Between(0, 30));
                neck.Yielding(new(gland, hu.Gland + r.Around(5)) { TextureHu = 15, TextureMm = 2 });
                neck.Tissues.Add(new(gland, -10) { InsetMm = 1.5f, StrandMm = 4, Strength = 0.35f });
            }

            if (thyroidectomy) continue;
            var own = goitre * size;
            var lobe = new Rough(new Ellipsoid(new((17 + (3 * (goitre - 1))) * side, -15, -42 + r.Around(4)), new(7.4f * own, 9.5f * own, 21 * size), Quaternion.CreateFromYawPitchRoll(0.1f * side, 0.1f, -0.2f * side)), 1, 6, r.Between(0, 30));
            neck.Yielding(new(lobe, hu.Thyroid) { TextureHu = 14, TextureMm = 2.5f });
            if (r.Chance(0.15f + (0.35f * neck.Patient.Old)))
                neck.Tissues.Add(new(new Common(lobe, new Ellipsoid(new(17 * side, -15 + r.Around(3), -42 + r.Around(10)), new Vector3(r.Between(2, 6)))), r.Between(15, 75)));
        }

        if (!thyroidectomy) neck.Yielding(new(new Ellipsoid(new(0, -29.5f, -46), new(15, 2.8f * goitre, 7)), hu.Thyroid));
    }
}
