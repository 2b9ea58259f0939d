using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Table, skin and fat: what everything else is painted into.</summary>
internal static class BodySurface
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var tableTop = r.Between(100, 106);
        neck.Tissues.Add(new(new Board(tableTop, tableTop + 30, 240), -960) { BelowSkinMm = float.NegativeInfinity });
        neck.Tissues.Add(new(new Board(tableTop, tableTop + 2, 240), r.Between(-350, -150)) { BelowSkinMm = float.NegativeInfinity });
        var thin = r.Around(4);
        OutlineKey[] keys =
        [
            new(-400, 195, -105, 98, 0.85f),
            new(-130, 190, -85, 92, 0.85f),
            new(-95, 180, -66, 84, 0.8f),
            new(-78, 150 + r.Around(15), -58, 78, 0.7f),
            new(-60, 98 + r.Around(12), -52, 72, 0.5f),
            new(-42, 66 + thin, -50, 66, 0.35f),
            new(-20, 59 + thin, -49 + r.Around(2), 61, 0.4f),
            new(2, 58 + thin, -52, 60, 0.4f),
            new(14, 60 + thin, -62, 62, 0.4f),
            new(24, 65 + thin, -88, 65, 0.35f),
            new(45, 71 + (thin / 2), -98, 74, 0.4f),
            new(70, 74, -96, 86, 0.35f),
            new(100, 77, -92, 96, 0.3f),
            new(150, 78, -90, 98, 0.25f),
            new(185, 60, -65, 76, 0.1f),
            new(207, 18, -14, 26, 0),
        ];
        var body = new BodyOutline(keys);
        neck.Body = body;
        neck.Tissues.Add(new(body, r.Between(0, 35)) { EdgeMm = 0.8f, BelowSkinMm = 0 });
        neck.Tissues.Add(new(body, r.Between(-112, -92)) { InsetMm = 1.8f, BelowSkinMm = 1.8f, TextureHu = 16, TextureMm = r.Between(4, 7) });
        // Septa: thin strands of connective tissue in the fat.
        neck.Tissues.Add(new(body, r.Between(-95, -60)) { InsetMm = 3, StrandMm = 2.2f + r.Unit(), EdgeMm = 1.5f });
    }
}
