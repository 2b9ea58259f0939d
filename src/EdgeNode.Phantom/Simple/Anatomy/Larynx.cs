using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Hyoid bone, thyroid and cricoid cartilage (calcified more or less with age), soft tissue of the larynx.</summary>
internal static class Larynx
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var calcified = r.Between(110, 420);
        var soft = new AxialTube([new(-34, 0, -16, 13, 13), new(-12, 0, -20, 16, 18), new(6, 0, -20, 17, 15)]);
        // Painted below the airway: inserted before the lumen that Airway has added.
        neck.Tissues.Insert(neck.Tissues.Count - 4, new(soft, neck.Enhancement.Muscle - 8) { TextureHu = 25, TextureMm = 4 });
        neck.Obstacles.Add(soft);
        var shield = new AxialTube([new(-26, 0, -16, 17, 19), new(-8, 0, -18, 19, 22), new(4, 0, -16, 20, 22)], 0);
        Add(neck, new Wall(shield, 1.6f, -12, -24, 3), calcified);
        var cricoid = new AxialTube([new(-38, 0, -16, 11.5f, 12), new(-20, 0, -16, 12, 13)], 0);
        Add(neck, new Wall(cricoid, 1.8f, 20, -33, -25), calcified);
        neck.AddBone(new Arch(Arch.Curve(19, -38, -8, 8), 2.6f, 10 + r.Around(2), 3.5f, 0.05f), 600, 1.2f, 250);
    }

    private static void Add(Neck neck, Shape shape, float hu) =>
        neck.AddOrgan(new(shape, hu) { TextureHu = hu * 0.6f, TextureMm = 5 });
}
