using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Masseter, pterygoids, temporalis, buccinator.</summary>
internal static class FaceMuscles
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        foreach (var side in HeadAndNeck.Sides)
        {
            var bulk = neck.Patient.Muscularity * r.Between(1.1f, 1.28f);
            neck.Muscle(Tube(new(22, 53, -22, 5, 11, 14), new(44, 58, -26, 6.8f, 16, 14), new(68, 61, -32, 6, 15, 12), new(84, 62, -34, 4, 11, 8)), 2);
            neck.Muscle(Tube(new(24, 42, -16, 4.5f, 9, 20), new(46, 36, -20, 7.5f, 12.5f, 22), new(70, 29, -24, 6, 10, 20), new(80, 27, -26, 4, 8)), 2);
            neck.Muscle(Tube(new(66, 42, -12, 8, 13, 32), new(80, 40, -16, 9, 13, 32), new(88, 36, -18, 7, 10, 30)));
            neck.Muscle(Tube(new(70, 56, -26, 4, 9, 8), new(92, 62, -18, 8, 18, 4), new(112, 66, -10, 6, 26, 2), new(150, 70, -2, 3, 30, 2)));
            neck.Muscle(new PathTube(new(12 * side, -98, 48, 2.6f), new(30 * side, -86, 48, 2.2f), new(42 * side, -62, 50, 2), new(44 * side, -42, 52, 2)));
            // Levator and tensor veli palatini beside the nasopharynx.
            neck.Muscle(Tube(new(60, 14, -12, 3, 5, 25), new(86, 22, -10, 3, 5, 25)));

            AxialTube Tube(params TubeKey[] keys) => new([.. keys.Select(k => (k with { RadiusX = k.RadiusX * bulk, RadiusY = k.RadiusY * bulk }).OnSide(side))], 5);
        }
    }
}
