using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Muscles that run along the neck: sternocleidomastoid, trapezius, levator, scalenes, paraspinal, prevertebral, strap.</summary>
internal static class NeckMuscles
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        foreach (var side in (int[])[-1, 1])
        {
            var bulk = r.Between(0.85f, 1.15f);
            Tube(neck, side, bulk, r, new(-80, 17, -40, 8, 4, 10), new(-50, 30, -26, 12, 5, 25), new(-15, 44, -6, 14, 6, 50),
                new(25, 52, 14, 14, 6, 70), new(60, 53, 27, 11, 6, 80), new(78, 53, 30, 7, 5, 80));
            // Trapezius: a broad sheet under the skin of the back.
            Tube(neck, side, bulk, r, new(-130, 70, 58, 55, 12, -12), new(-85, 62, 50, 48, 10, -14), new(-55, 44, 50, 30, 6, -32),
                new(-20, 31, 52, 20, 4, -28), new(20, 22, 56, 14, 3, -20), new(55, 12, 66, 8, 2.5f, -15));
            Tube(neck, side, bulk, r, new(-90, 48, 36, 10, 9), new(-40, 40, 34, 9, 10, 20), new(10, 35, 31, 8, 10, 20), new(45, 31, 28, 6, 7));
            Tube(neck, side, bulk, r, new(-95, 48, 10, 9, 9), new(-50, 34, 14, 8, 10), new(-10, 27, 17, 6, 8), new(25, 23, 18, 3, 5));
            Tube(neck, side, bulk, r, new(-140, 20, 52, 19, 16), new(-40, 19, 46, 18, 13), new(20, 20, 45, 19, 14), new(60, 22, 50, 20, 15),
                new(85, 24, 58, 15, 10));
            // Splenius: a sheet between the paraspinal muscles and the trapezius.
            Tube(neck, side, bulk, r, new(-70, 14, 56, 14, 3, -15), new(-20, 26, 49, 15, 3.5f, -40), new(30, 34, 42, 15, 4, -60),
                new(75, 44, 34, 11, 4, -60));
            Tube(neck, side, bulk, r, new(-60, 24, 34, 8, 6, 30), new(0, 24, 35, 9, 7, 30), new(55, 27, 37, 8, 7, 30));
            Tube(neck, side, bulk, r, new(-90, 10, 14, 6, 3.5f), new(0, 9, 12, 7, 4), new(60, 9, 9, 7, 4), new(85, 9, 8, 6, 4));
            Tube(neck, side, bulk, r, new(-85, 9, -34, 9, 2.5f, 10), new(-40, 12, -36, 8, 2.5f, 20), new(5, 10, -40, 6, 2.5f, 20));
            Tube(neck, side, bulk, r, new(-60, 38, -14, 5, 2, 40), new(-25, 27, -24, 5, 2, 40), new(5, 16, -34, 4, 2, 30));
        }
    }

    private static void Tube(Neck neck, int side, float bulk, PhantomRandom r, params TubeKey[] keys)
    {
        float dx = r.Around(1.5f), dy = r.Around(1.5f);
        var own = keys.Select(k => (k with
        {
            X = MathF.Max(k.RadiusX * 0.2f, k.X + dx),
            Y = k.Y + dy,
            RadiusX = k.RadiusX * bulk,
            RadiusY = k.RadiusY * bulk,
        }).OnSide(side)).ToArray();
        neck.AddMuscle(new AxialTube(own), r.Around(4));
    }
}
