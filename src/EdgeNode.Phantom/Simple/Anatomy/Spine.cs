using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Vertebral bodies with discs, transverse and spinous processes, arch, canal with cord.</summary>
internal static class Spine
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var period = r.Between(17.5f, 19.5f);
        var offset = r.Between(0, period);
        var lordosis = r.Between(-3, 5);
        TubeKey[] Keys(float x, float dy, float rx, float ry) =>
        [
            new(-260, x, 34 + dy, rx * 1.25f, ry * 1.25f), new(-90, x, 30 + dy, rx * 1.15f, ry * 1.1f),
            new(-40, x, 25 + dy - lordosis, rx, ry), new(20, x, 21 + dy - lordosis, rx, ry), new(82, x, 20 + dy, rx, ry),
        ];

        var bodies = new AxialTube(Keys(0, 0, 13, 9), 2);
        neck.AddOrgan(new(bodies, 85));
        neck.AddBone(new Segments(bodies, period, period - 4, offset), 480, 1.6f, 230);
        var arch = new AxialTube(Keys(0, 17, 15, 12), 2);
        neck.AddBone(new Segments(arch, period, period - 6, offset), 550, 1.8f, 250);
        neck.Tissues.Add(new(arch, 10) { InsetMm = 3.6f });
        neck.Tissues.Add(new(new AxialTube(Keys(0, 16.5f, 6.5f, 4), 2), 38));
        var spinous = new AxialTube(Keys(0, 37, 3.2f, 12), 2);
        neck.AddBone(new Segments(spinous, period, period * 0.45f, offset - 5), 450, 1.4f, 250);
        foreach (var side in (int[])[-1, 1])
        {
            neck.AddBone(new Segments(new AxialTube(Keys(18 * side, 8, 8, 5), 2), period, period * 0.6f, offset), 480, 1.3f, 260);
            // Vertebral artery, in and out of the transverse foramina.
            neck.AddOrgan(new(new AxialTube([new(-70, 17 * side, 18, 1.9f, 1.9f), new(-40, 15 * side, 24 - lordosis, 1.9f, 1.9f),
                new(20, 15 * side, 21 - lordosis, 1.9f, 1.9f), new(80, 16 * side, 22, 1.9f, 1.9f)]), neck.Enhancement.Artery));
        }
    }
}
