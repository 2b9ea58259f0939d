using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Hyoid, epiglottis with valleculae, thyroid and cricoid cartilage, arytenoids, piriform sinuses, cords with the airway between them.</summary>
internal static class Larynx
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var big = neck.Patient.Male ? 1.06f : 0.92f;
        var mucosa = neck.Hu.Mucosa;
        var soft = new Rough(new AxialTube([new(-32, 0, -17, 12 * big, 12 * big), new(-14, 0, -21, 16 * big, 16 * big), new(2, 0, -21, 17 * big, 15), new(16, 0, -20, 15, 13), new(24, 0, -20, 13, 9)], 4), 0.7f, 6, r.Between(0, 30));
        neck.Rigid(new(soft, neck.Hu.Muscle + 6) { TextureHu = 16, TextureMm = 3 });
        // Pre-epiglottic and paraglottic fat.
        neck.Rigid(new(new Ellipsoid(new(0, -31, 3), new(9, 4.5f, 9)), neck.Hu.Fat + 15));
        foreach (var side in HeadAndNeck.Sides) neck.Rigid(new(new Ellipsoid(new(11.5f * side * big, -24, -6), new(1.8f, 7, 6)), neck.Hu.Fat + 25));
        Cartilage(neck, r, big);
        Airway(neck, r);
        // Epiglottis in the air, the tip above the hyoid.
        neck.Rigid(new(new PathTube(new(-8, -17, 16, 1.4f), new(0, -19.5f, 15, 1.6f), new(8, -17, 16, 1.4f)), mucosa) { EdgeMm = 0.7f });
        neck.Rigid(new(new Ellipsoid(new(0, -23, 5), new(8, 1.7f, 11), Quaternion.CreateFromAxisAngle(Vector3.UnitX, -0.25f)), mucosa));
        neck.Bone(new Arch(Arch.Curve(19.5f, -39, -10, 8), 2.4f, 10 + r.Around(2), 3.2f, 0.06f), 650, 1, 260);
    }

    private static void Cartilage(HeadAndNeck neck, PhantomRandom r, float big)
    {
        // Cartilage ossifies in patches with age: bright rim, darker inside.
        var hu = 110 + (neck.Patient.Old * r.Between(120, 420));
        foreach (var side in HeadAndNeck.Sides)
        {
            Ossified(new Capsule(new(18.5f * side * big, -9, 2), new(19 * side, -8, 10), 1.6f));
            Ossified(new Ellipsoid(new(4.5f * side, -9, -16), new(2.6f, 3, 4.5f)));
        }

        Ossified(new Arch([new(0, -40 * big), new(4 * big, -38 * big), new(10 * big, -30 * big), new(16.5f * big, -19 * big), new(19.5f * big, -8)], 1.6f, -10, 12.5f, -0.12f));
        var ring = new AxialTube([new(-36, 0, -16.5f, 11.5f * big, 12), new(-20, 0, -15.5f, 12 * big, 13)], 0);
        Ossified(new Wall(ring, 1.9f, 30, -32, -27));
        Ossified(new Common(new Wall(ring, 2.6f, 30, -33, -20), new Slab(new(-10, 10, -8, 10, -40, -10))));

        void Ossified(Shape shape)
        {
            neck.Rigid(new(shape, hu) { TextureHu = hu * 0.55f, TextureMm = 3.5f });
            neck.Tissues.Add(new(shape, hu * 0.35f) { InsetMm = 0.9f, Rigid = true });
        }
    }

    private static void Airway(HeadAndNeck neck, PhantomRandom r)
    {
        var open = r.Between(0.7f, 1.25f);
        // Triangle between the cords, round below, wide above.
        neck.Rigid(new(new AxialTube([new(-32, 0, -18, 8, 9.5f), new(-22, 0, -19, 6.5f, 10), new(-12, 0, -20, 2.6f * open, 9.5f), new(-6, 0, -19, 4.2f * open, 8), new(4, 0, -15, 8.5f * open, 5.5f), new(16, 0, -13, 12 * open, 5)], 3), -1000));
        foreach (var side in HeadAndNeck.Sides)
        {
            var sinus = new AxialTube([new(-14, 14.5f * side, -9, 1.2f, 2.2f, 40 * side), new(-2, 14 * side, -9, 2.4f * open, 4.5f, 40 * side), new(10, 12 * side, -10, 3.6f, 4.6f, 30 * side)], 4);
            neck.Rigid(new(sinus, -1000));
            neck.Rigid(new(new Ellipsoid(new(6 * side, -27, 14), new(4.2f, 2.6f, 4)), -1000));
        }
    }
}
