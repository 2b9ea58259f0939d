using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Behind the spine, packed between fat planes: multifidus, semispinalis, splenius, longissimus, levator, suboccipital, and the trapezius under the skin.</summary>
internal static class PosteriorMuscles
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var fat = neck.Patient.FatMm;
        foreach (var side in HeadAndNeck.Sides)
        {
            var bulk = neck.Patient.Muscularity * r.Between(0.94f, 1.06f);
            Shape[] parts =
            [
                Tube(new(-140, 12, 58, 11, 12), new(-60, 10, 52, 9, 10), new(0, 9, 48, 8, 8), new(38, 10, 47, 8, 8, 20), new(52, 9, 50, 7, 6)),
                Tube(new(-140, 26, 62, 14, 10), new(-60, 19, 57, 12, 7.5f, -25), new(0, 15, 58, 11, 7, -28), new(45, 14, 61, 13, 8, -15), new(74, 14, 68, 12, 7, -10)),
                Tube(new(-90, 14, 70, 13, 3.5f, -12), new(-40, 24, 59, 15, 4, -36), new(0, 31, 52, 16, 4.5f, -48), new(40, 38, 47, 16, 4.5f, -58), new(74, 47, 38, 12, 4, -62)),
                Tube(new(-110, 34, 48, 10, 9), new(-50, 29, 44, 7, 7, 25), new(0, 26, 41, 6, 7.5f, 25), new(45, 34, 38, 5, 6, 20), new(72, 46, 34, 5, 5)),
                Tube(new(-110, 60, 46, 12, 10, -30), new(-60, 43, 40, 10, 9.5f, -20), new(-15, 36, 35, 8, 10, 10), new(20, 33, 32, 6.5f, 8, 12), new(50, 30, 28, 5, 5)),
                Tube(new(42, 22, 46, 9, 7, 35), new(58, 25, 46, 10, 8, 40), new(76, 24, 54, 9, 7, 30)),
                Tube(new(-100, 44, 18, 11, 10), new(-60, 33, 24, 8.5f, 9.5f), new(-20, 27, 25, 7, 8), new(10, 24, 25, 4, 5)),
                Tube(new(-92, 40, -2, 7, 6), new(-55, 28, 12, 6, 6), new(-20, 22, 16, 5, 4.5f), new(5, 20, 16, 3, 3)),
            ];
            neck.Muscle(new Rough(new Packed(parts, 1.1f - (0.35f * (neck.Patient.Muscularity - 1)) + (0.8f * neck.Patient.Old)), 0.9f, 7, r.Between(0, 30)), 0, fat + 1);
            // Trapezius lies on all of them, thickest over the shoulder.
            var region = new AxialTube([.. new TubeKey[]
            {
                new(-400, 85, 95, 86, 70), new(-100, 82, 82, 82, 62), new(-75, 68, 70, 68, 52), new(-45, 42, 66, 42, 42), new(-10, 28, 66, 28, 30), new(30, 20, 68, 20, 24), new(72, 12, 80, 12, 16),
            }.Select(k => k.OnSide(side))], 8);
            neck.Muscle(new SkinLayer(neck.Skin, fat * 0.95f, (fat * 0.95f) + (11 * bulk), region, 26), -2, 2);

            // Longus colli and capitis in front of the spine.
            neck.Muscle(Tube(new(-85, 9, 16, 5.5f, 3.2f, 10), new(-20, 9, 12.5f, 7, 3.6f, 15), new(40, 10, 9.5f, 8, 4.2f, 15), new(86, 9, 7, 7, 4)));

            AxialTube Tube(params TubeKey[] keys) => new([.. keys.Select(k => (k with { RadiusX = k.RadiusX * bulk * 1.38f, RadiusY = k.RadiusY * bulk * 1.38f }).OnSide(side))], 5);
        }
    }
}
