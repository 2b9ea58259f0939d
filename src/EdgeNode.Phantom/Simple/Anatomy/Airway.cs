using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Nasopharynx to trachea, with its wall, and the oesophagus behind.</summary>
internal static class Airway
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var wide = r.Between(0.8f, 1.15f);
        TubeKey[] lumen =
        [
            new(-260, 0, -2, 9, 9), new(-90, 0, -6, 8.5f, 8.5f), new(-40, 0, -15, 8 * wide, 8.5f), new(-24, 0, -18, 7, 9),
            new(-13, 0, -20, 3.2f, 10), new(-4, 0, -18, 6, 9), new(6, 0, -14, 11 * wide, 7), new(16, 0, -12, 12 * wide, 6 * wide),
            new(40, 0, -12, 11 * wide, 7 * wide), new(62, 0, -10, 9 * wide, 5 * wide), new(72, 0, -12, 12, 7), new(88, 0, -14, 11, 9),
        ];
        var tube = new AxialTube(lumen, 3);
        neck.AddOrgan(new(tube, neck.Enhancement.Muscle) { InsetMm = -2.2f });
        var oesophagus = new AxialTube([new(-260, 6, 16, 8, 5), new(-90, 4, 9, 8, 4.5f), new(-32, 1, 0, 8, 4)]);
        neck.AddOrgan(new(oesophagus, neck.Enhancement.Muscle) { TextureHu = 10 });
        neck.AddOrgan(new(tube, -1000));
        // Air in the mouth above the tongue.
        if (r.Chance(0.7f)) neck.Tissues.Add(new(new Ellipsoid(new(0, -55, 65), new(16, 24, r.Between(1.5f, 4))), -990));
    }
}
