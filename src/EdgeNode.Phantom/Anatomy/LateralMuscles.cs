using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Sternocleidomastoid, strap muscles, omohyoid, digastric: what borders the levels of the neck.</summary>
internal static class LateralMuscles
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var under = MathF.Max(3, neck.Patient.FatMm * 0.65f);
        foreach (var side in HeadAndNeck.Sides)
        {
            var bulk = neck.Patient.Muscularity * r.Between(0.98f, 1.18f);
            if (neck.Patient.DissectedSide != side)
            {
                var belly = Tube([new(-86, 20, -40, 11, 3.5f, 8), new(-62, 27, -34, 15, 5, 22), new(-35, 36, -21, 17, 6.6f, 42), new(-10, 44, -7, 17.5f, 7.2f, 55),
                    new(15, 49, 6, 17, 7.2f, 66), new(40, 53, 18, 14.5f, 6.8f, 76), new(62, 55, 25, 11, 6, 80), new(80, 55, 28, 8, 5, 85)]);
                neck.Muscle(new Rough(belly, 1, 9, r.Between(0, 30)), 2, under);
            }

            // Sternohyoid in front, sternothyroid on the thyroid gland, thyrohyoid, omohyoid across the jugular.
            neck.Muscle(Tube([new(-86, 10, -38, 9, 2.8f, 8), new(-45, 11, -37, 9, 3, 18), new(4, 9, -43, 6, 2.8f, 22)]), 0, 3);
            neck.Muscle(Tube([new(-86, 12, -33, 10, 2, 10), new(-45, 18, -29, 9, 2.2f, 38), new(-12, 19, -31, 6, 2, 55)]), 0, 3);
            neck.Muscle(Tube([new(-14, 18, -30, 2.4f, 7), new(6, 17, -32, 2.4f, 6)]), 0, 3);
            neck.Muscle(new PathTube(new(12 * side, -36, 8, 2.2f), new(22 * side, -24, -18, 2.4f), new(34 * side, -12, -44, 1.6f), new(52 * side, 10, -62, 2.2f), new(80 * side, 34, -78, 2.5f)));
            // Digastric: anterior belly, tendon at the hyoid, posterior belly to the mastoid; stylohyoid beside it.
            neck.Muscle(new PathTube(new(7 * side, -82, 20, 3.6f * bulk), new(14 * side, -62, 14, 4.4f * bulk), new(22 * side, -34, 13, 2), new(36 * side, -10, 27, 3.4f), new(48 * side, 14, 50, 4.2f * bulk), new(53 * side, 24, 70, 3)));
            // Mylohyoid: the floor of the mouth.
            neck.Muscle(new PathTube(new(2 * side, -74, 24, 2.2f), new(12 * side, -58, 23, 2.4f), new(24 * side, -46, 26, 2.6f), new(33 * side, -34, 30, 2.2f)));

            AxialTube Tube(TubeKey[] keys) => new([.. keys.Select(k => (k with { RadiusX = k.RadiusX * bulk, RadiusY = k.RadiusY * bulk }).OnSide(side))], 4);
        }
    }
}
