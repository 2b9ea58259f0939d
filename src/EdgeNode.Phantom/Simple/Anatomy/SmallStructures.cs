using System.Numerics;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>Nameless veins and muscle slips that differ from neck to neck: round in an axial slice like a node, but long.</summary>
internal static class SmallStructures
{
    public static void Add(Neck neck, PhantomRandom r)
    {
        var count = 10 + r.Below(8);
        for (var i = 0; i < count; i++)
        {
            var side = r.Chance(0.5f) ? -1 : 1;
            var middle = new Vector3(r.Between(18, 54) * side, r.Between(-40, 48), r.Between(-75, 62));
            var along = Vector3.Normalize(new(r.Around(0.8f), r.Around(0.8f), r.Between(0.5f, 1.2f))) * r.Between(18, 38);
            var slip = r.Chance(0.35f);
            var rod = new Capsule(middle - along, middle + along, slip ? r.Between(1.5f, 3.2f) : r.Between(0.9f, 2.1f));
            if (slip) neck.AddMuscle(rod);
            else neck.AddOrgan(new(rod, r.Chance(0.7f) ? neck.Enhancement.Vein : neck.Enhancement.Artery));
        }
    }
}
