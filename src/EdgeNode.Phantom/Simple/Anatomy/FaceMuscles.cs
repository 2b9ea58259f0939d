using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Tongue, floor of the mouth, masseter, pterygoids, pharyngeal wall.</summary>
internal static class FaceMuscles
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        neck.Tissues.Add(new(new Ellipsoid(new(0, -52, 42 + r.Around(3)), new(25, 32, 24)), neck.Enhancement.Muscle - 4)
        {
            TextureHu = 22,
            TextureMm = 4,
        });
        neck.Obstacles.Add(neck.Tissues[^1].Shape);
        // Constrictors around the pharynx, longer than the airway itself.
        neck.AddOrgan(new(
            new AxialTube([new(-30, 0, -8, 14, 8), new(10, 0, -6, 19, 13), new(45, 0, -8, 19, 14), new(85, 0, -6, 18, 13)]),
            neck.Enhancement.Muscle)
        { TextureHu = 12 });
        foreach (var side in (int[])[-1, 1])
        {
            var bulk = r.Between(0.85f, 1.15f);
            neck.AddMuscle(new AxialTube(
                [new(24, 52 * side, -24, 6 * bulk, 12 * bulk, 12 * side), new(50, 57 * side, -28, 7 * bulk, 17 * bulk, 12 * side),
                    new(80, 60 * side, -36, 5, 14, 10 * side)]));
            neck.AddMuscle(new AxialTube(
                [new(28, 40 * side, -20, 5, 9 * bulk, 15 * side), new(55, 35 * side, -25, 8 * bulk, 14 * bulk, 15 * side),
                    new(82, 30 * side, -28, 8, 14, 15 * side)]));
            // Digastric and mylohyoid below the tongue.
            neck.AddMuscle(new Capsule(new(9 * side, -72, 20), new(20 * side, -40, 12), 4 * bulk));
            neck.AddMuscle(new Capsule(new(22 * side, -36, 13), new(50 * side, 18, 52), 3.2f));
            neck.AddMuscle(new Ellipsoid(new(18 * side, -52, 21), new(14, 24, 4)));
        }
    }
}
