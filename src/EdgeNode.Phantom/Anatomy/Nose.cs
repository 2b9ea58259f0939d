using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>Nasal cavity with septum and turbinates, maxillary sinuses.</summary>
internal static class Nose
{
    public static void Add(HeadAndNeck neck, PhantomRandom r)
    {
        var cavity = new AxialTube([new(71, 0, -60, 15, 32), new(84, 0, -61, 15.5f, 36), new(104, 0, -52, 9, 26)], 4);
        neck.Rigid(new(cavity, 60) { InsetMm = -2 });
        neck.Rigid(new(cavity, -990));
        neck.Rigid(new(new Slab(new(-1.1f + r.Around(1), 1.1f, -100, -26, 70, 108)), 160));
        foreach (var side in HeadAndNeck.Sides)
        {
            neck.Rigid(new(new Rough(new Ellipsoid(new(8.5f * side, -56, 78), new(5.4f, 25, 8)), 0.7f, 3, r.Between(0, 30)), neck.Hu.Mucosa));
            neck.Rigid(new(new Ellipsoid(new(7 * side, -52, 90), new(4.6f, 20, 6)), neck.Hu.Mucosa));
            var sinus = new Rough(new Ellipsoid(new(32 * side, -56, 88), new(15.5f, 19, 17), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.5f * side)), 1.5f, 9, r.Between(0, 30));
            neck.Bone(new Shell(sinus, 1.4f), 650, 1.4f, 600);
            neck.Rigid(new(sinus, -990) { InsetMm = 1.4f });
            if (r.Chance(0.3f)) neck.Rigid(new(new Common(sinus, new Ellipsoid(new(31 * side, -48, 78), new(11, 11, r.Between(4, 9)))), 25) { InsetMm = 1.4f });
        }
    }
}
