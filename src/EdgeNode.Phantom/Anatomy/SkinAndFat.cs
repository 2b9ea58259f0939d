using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Skin, subcutaneous and deep fat with its septa, table, head rest and mask.</summary>
internal static class SkinAndFat
{
    private const float CentreY = 8;

    /// <summary>How much each direction grows with the fat, front to back.</summary>
    private static readonly float[] Growth = [0.9f, 0.9f, 0.8f, 0.8f, 0.9f, 1, 1.1f, 1.2f, 1.2f];

    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var p = neck.Patient;
        var extra = p.FatMm - 5;
        var chin = r.Around(4);
        var shoulder = r.Around(9);
        RadialKey[] keys =
        [
            Key(-400, 95, 102, 130, 180, 220, 185, 125, 97, 92), Key(-140, 92, 98, 124, 172, 214, 180, 122, 94, 88),
            Key(-104 + shoulder, 70, 76, 102, 152, 196, 164, 112, 88, 82), Key(-84 + shoulder, 59, 64, 80, 122, 162, 140, 98, 80, 74),
            Key(-64 + shoulder, 55, 56, 64, 82, 102, 104, 86, 72, 66), Key(-42, 54, 53, 57, 66, 73, 76, 72, 66, 61),
            Key(-14, 60, 57, 57, 64, 67, 68, 68, 63, 57), Key(6, 62, 60, 60, 65, 68, 69, 68, 62, 56),
            Key(16, 84 + chin, 78 + chin, 66, 65, 68, 69, 69, 63, 57), Key(26, 103 + chin, 92, 76, 70, 70, 70, 70, 65, 60),
            Key(46, 108, 98, 84, 76, 74, 73, 75, 74, 71), Key(68, 107, 95, 83, 77, 76, 77, 81, 84, 84),
            Key(84, 116, 93, 83, 78, 77, 79, 85, 91, 93), Key(108, 106, 97, 85, 78, 77, 80, 88, 96, 98),
            Key(150, 98, 96, 87, 79, 77, 80, 88, 97, 100), Key(185, 80, 78, 72, 68, 67, 70, 76, 82, 86),
            Key(200, 56, 55, 53, 51, 51, 53, 57, 61, 63), Key(210, 28, 28, 28, 28, 28, 28, 30, 31, 32), Key(214, 8, 8, 8, 8, 8, 8, 8, 8, 8),
        ];
        for (var k = 0; k < keys.Length; k++)
        {
            // Nothing but scalp above the jaw; a double chin below it.
            var weight = Math.Clamp((70 - keys[k].Z) / 50, 0.1f, 1) * (keys[k].Z is > -10 and < 20 ? 1.15f : 1);
            for (var a = 0; a < Growth.Length; a++) keys[k].Radii[a] += extra * Growth[a] * weight;
        }

        var skin = new RadialSurface(keys, CentreY);
        neck.Skin = skin;
        neck.Tissues.Add(new(skin, r.Between(15, 45)) { EdgeMm = 0.8f, BelowSkinMm = 0 });
        neck.Tissues.Add(new(skin, neck.Hu.Fat) { InsetMm = 1.6f, BelowSkinMm = 1.6f, TextureHu = 12, TextureMm = r.Between(4, 7) });
        neck.Tissues.Add(new(skin, -45) { InsetMm = 2.4f, StrandMm = r.Between(4.5f, 7), EdgeMm = 1.5f, Strength = 0.5f });
        // Deep fat between the muscles is denser with small vessels and fascia.
        neck.Tissues.Add(new(skin, -30) { InsetMm = p.FatMm + 2, StrandMm = 2.6f, EdgeMm = 1.5f, Strength = 0.5f, TextureHu = 40, TextureMm = 3 });
        // Lips, chin and cheeks: muscle and gland lobules in the fat.
        neck.Tissues.Add(new(new SkinLayer(skin, 2.5f, 8, new Ellipsoid(new(0, -88, 44), new(42, 34, 36)), 6), neck.Hu.Muscle - 12) { TextureHu = 45, TextureMm = 3, Strength = 0.85f });
        Platysma(neck, skin);
        Fixtures(neck, skin, r);

        static RadialKey Key(float z, params float[] radii) => new(z, radii);
    }

    private static void Platysma(HeadAndNeck neck, Shape skin)
    {
        var fat = neck.Patient.FatMm;
        var sheet = new SkinLayer(skin, fat * 0.72f, (fat * 0.72f) + 1.3f, new Slab(new(-68, 68, -90, 16, -60, 24)));
        neck.Tissues.Add(new(sheet, neck.Hu.Muscle - 20) { Strength = 0.8f });
    }

    private static void Fixtures(HeadAndNeck neck, Shape skin, PhantomRandom r)
    {
        var top = r.Between(102, 116) + (1.2f * neck.Patient.FatMm);
        var table = new Ellipsoid(new(0, top + 330, 0), new(620, 330, 40000));
        neck.Fixtures.Add(new(table, -960));
        neck.Fixtures.Add(new(new Shell(table, 1.6f), r.Between(-350, -50)));
        if (r.Chance(0.75f))
        {
            // Head rest: a foam trough in a thin shell.
            var trough = new Without(new AxialTube([new(-10, 0, 22, 112, 92), new(240, 0, 22, 112, 92)], 0), new Slab(new(-200, 200, -200, 58, -400, 400)));
            neck.Fixtures.Add(new(trough, r.Between(-970, -930)));
            neck.Fixtures.Add(new(new Shell(trough, 1.4f), r.Between(-500, -200)));
        }

        if (!r.Chance(0.3f)) return;
        // Thermoplastic mask, moulded over face and neck.
        var mask = new SkinLayer(skin, -3.2f, -0.9f, new Slab(new(-120, 120, -160, 35, -75, 200)));
        neck.Tissues.Add(new(mask, r.Between(-180, 20)) { BelowSkinMm = float.NegativeInfinity, EdgeMm = 0.6f, Rigid = true });
    }
}
