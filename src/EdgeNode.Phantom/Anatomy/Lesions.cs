using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>What is abnormal and no node: primary tumour, cysts, lymphatic malformation, lipoma, dilated duct. A reader must not call them nodes.</summary>
internal static class Lesions
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        if (r.Chance(0.6f)) PrimaryTumour(neck, r);
        if (r.Chance(0.07f)) Cyst(neck, new((38 + r.Around(4)) * Side(), -8 + r.Around(6), r.Between(-5, 22)), r.Between(6, 15), r);
        if (r.Chance(0.05f)) Cyst(neck, new(r.Around(3), -43, r.Between(-8, 14)), r.Between(4, 9), r);
        if (r.Chance(0.05f)) Malformation(neck, new(r.Between(38, 50) * Side(), r.Between(8, 30), r.Between(-55, 10)), r);
        if (r.Chance(0.05f)) neck.Tissues.Add(new(new Rough(new Ellipsoid(new(r.Between(30, 50) * Side(), r.Between(10, 40), r.Between(-50, 30)), new(r.Between(8, 16), r.Between(5, 9), 14)), 1, 8, 3), neck.Hu.Fat - 4));

        int Side() => r.Chance(0.5f) ? -1 : 1;
    }

    private static void PrimaryTumour(HeadAndNeck neck, PhantomRandom r)
    {
        var side = neck.Patient.TumourSide;
        Vector3[] sites = [new(14 * side, -18, 40), new(8 * side, -28, 24), new(14 * side, -48, 44), new(12 * side, -12, -2), new(6 * side, -22, -10), new(10 * side, -8, 80), new(24 * side, -66, 40)];
        var centre = sites[r.Below(sites.Length)] + new Vector3(r.Around(3), r.Around(3), r.Around(3));
        var size = r.Between(5, 16);
        var mass = new Rough(new Rough(new Ellipsoid(centre, new(size, size * r.Between(0.8f, 1.3f), size * r.Between(0.9f, 1.5f))), size * 0.25f, 8, r.Between(0, 30)), 1.2f, 3, r.Between(0, 30));
        // Like an extending node it grows into the fat and the muscle beside it: where it lies tells them apart.
        if (r.Chance(0.5f)) neck.Tissues.Add(new(mass, r.Between(-20, 25)) { InsetMm = -r.Between(3, 7), StrandMm = r.Between(2.4f, 4), EdgeMm = 3.5f, Strength = 0.9f });
        neck.Tissues.Add(new(mass, neck.Hu.Mucosa + r.Between(0, 22)) { TextureHu = 16, TextureMm = 3, EdgeMm = 1.6f, Rigid = true, Strength = 0.9f });
        if (r.Chance(0.3f)) neck.Tissues.Add(new(mass, r.Between(15, 45)) { InsetMm = size * 0.45f, EdgeMm = 1.5f, Rigid = true });
        neck.Soft.Add(mass);
    }

    private static void Cyst(HeadAndNeck neck, Vector3 centre, float radius, PhantomRandom r)
    {
        var cyst = new Rough(new Ellipsoid(centre, new(radius, radius * r.Between(0.9f, 1.2f), radius * r.Between(1, 1.5f))), 0.6f, 9, r.Between(0, 30));
        neck.Yielding(new(cyst, neck.Hu.Node - 15));
        neck.Tissues.Add(new(cyst, r.Between(5, 25)) { InsetMm = 1.1f });
    }

    private static void Malformation(HeadAndNeck neck, Vector3 centre, PhantomRandom r)
    {
        var size = r.Between(7, 14);
        var bag = new Rough(new Ellipsoid(centre, new(size, size * 0.8f, size * 1.4f)), 2.5f, 7, r.Between(0, 30));
        neck.Yielding(new(bag, r.Between(2, 22)) { EdgeMm = 1 });
        neck.Tissues.Add(new(bag, 45) { StrandMm = 6, Strength = 0.7f });
    }
}
