using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Wall and lumen from the nasopharynx to the trachea, tonsils, oesophagus, air in the mouth.</summary>
internal static class Pharynx
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var (muscle, mucosa) = (neck.Hu.Muscle, neck.Hu.Mucosa);
        var wall = new Rough(new AxialTube([new(-28, 0, -3, 15, 6), new(-10, 0, -3, 19, 7), new(6, 0, -4, 19, 9), new(20, 0, -6, 20, 13), new(50, 0, -10, 20, 15), new(76, 0, -12, 19, 13), new(92, 0, -12, 17, 12)], 4), 0.8f, 7, r.Between(0, 30));
        neck.Rigid(new(wall, muscle) { TextureHu = 10, TextureMm = 3 });
        neck.Tissues.Add(new(wall, mucosa) { InsetMm = 3.2f, Rigid = true, TextureHu = 8 });
        var tonsil = r.Between(0.7f, 1.3f) * (1.15f - (0.4f * neck.Patient.Old));
        var open = r.Between(0.75f, 1.2f);
        TubeKey[] lumen =
        [
            new(14, 0, -13, 12 * open, 4.5f * open), new(30, 0, -14, 11 * open, 5.5f * open), new(46, 0, -13, 9 * open, 6 * open), new(60, 0, -12, 10 * open, 4 * open),
            new(72, 0, -14, 11, 6), new(88, 0, -18, 11, 8), new(96, 0, -20, 8, 6),
        ];
        neck.Rigid(new(new Rough(new AxialTube(lumen, 4), 0.8f, 7, r.Between(0, 30)), -1000));
        foreach (var side in HeadAndNeck.Sides)
            neck.Rigid(new(new Ellipsoid(new(13 * side, -16, 42 + r.Around(4)), new(6 * tonsil, 8 * tonsil, 11)), mucosa + 6) { TextureHu = 18, TextureMm = 2 });
        // Soft palate and uvula, adenoid.
        neck.Rigid(new(new PathTube(new(0, -36, 69, 4.5f), new(0, -24, 64, 4.5f), new(0, -17, 54, 3.2f)), mucosa - 8));
        neck.Rigid(new(new Ellipsoid(new(0, -5, 84), new(12, 5.5f, 9)), mucosa));
        if (r.Chance(0.45f)) neck.Rigid(new(new Ellipsoid(new(r.Around(4), -56, 66), new(14, 20, r.Between(1, 2.8f))), -990));
        // The trachea flattens at the back; the oesophagus lies behind, to the left.
        var round = r.Between(0.85f, 1.15f);
        var trachea = new Common(new AxialTube([new(-260, 0, -4, 9.5f * round, 9.5f), new(-90, 0, -9, 9 * round, 9), new(-38, 0, -17, 8.6f * round, 9), new(-26, 0, -18, 8, 9.5f)], 1), new Slab(new(-20, 20, -60, 6, -300, 0)));
        neck.Rigid(new(trachea, muscle + 15) { InsetMm = -2.2f, TextureHu = 40 + (120 * neck.Patient.Old), TextureMm = 4 });
        neck.Rigid(new(trachea, -1000));
        var oesophagus = new Rough(new AxialTube([new(-260, 8, 18, 8, 5.5f), new(-90, 5, 7, 8.5f, 5), new(-45, 3, 1, 8.5f, 4.2f), new(-30, 0, -2, 9, 3.8f)], 3), 0.7f, 4, r.Between(0, 30));
        neck.Yielding(new(oesophagus, mucosa - 12) { TextureHu = 12 });
        if (r.Chance(0.4f)) neck.Tissues.Add(new(new AxialTube([new(-120, 6, 10, 2, 1.2f), new(-60, 4, 4, 1.5f, 1)], 3), -700));
    }
}
