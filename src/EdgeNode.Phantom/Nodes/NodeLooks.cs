using System.Numerics;
using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Nodes;

/// <summary>
/// The three looks of a node. Negative: bean, even, often with a fatty hilum. Positive: rounder, uneven, with rim and necrotic core the more
/// the larger. Extranodal extension: matted or spiculated, no fat plane, strands in the fat, grown into what lies beside it.
/// </summary>
internal static class NodeLooks
{
    public static PlacedNode Make(NodeLabel label, Vector3 centre, float radius, Densities hu, PhantomRandom r)
    {
        var turn = Quaternion.CreateFromYawPitchRoll(r.Around(0.5f), r.Around(0.5f), r.Around(1.5f));
        return label.Class switch
        {
            PhantomNodeClass.Negative => Negative(label, centre, radius, turn, hu, r),
            PhantomNodeClass.Positive => Positive(label, centre, radius, turn, hu, r),
            _ => Extending(label, centre, radius, turn, hu, r),
        };
    }

    private static PlacedNode Negative(NodeLabel label, Vector3 centre, float radius, Quaternion turn, Densities hu, PhantomRandom r)
    {
        var radii = new Vector3(radius, radius * r.Between(1.1f, 1.7f), radius * r.Between(1.3f, 2.3f));
        Shape body = new Ellipsoid(centre, radii, turn);
        var hilum = centre + Vector3.Transform(new(radii.X * r.Between(0.85f, 1.1f), 0, radii.Z * r.Around(0.2f)), turn);
        var fat = new Ellipsoid(hilum, radii * new Vector3(r.Between(0.5f, 0.9f), 0.45f, 0.5f), turn);
        var open = radius > 2.2f && r.Chance(0.65f);
        if (open) body = new Without(body, fat);
        body = new Rough(body, MathF.Min(0.5f, radius * 0.12f), 4, r.Between(0, 25));
        List<Tissue> paint = [new(body, hu.Fat) { InsetMm = -0.8f, Strength = 0.7f, EdgeMm = 0.9f }, new(body, hu.Node + r.Around(9)) { TextureHu = 5 }];
        if (open) paint.Add(new(new Common(fat, new Ellipsoid(centre, radii * 1.05f, turn)), hu.Fat + r.Between(5, 40)));
        return new(label, centre, MathF.Max(radii.Y, radii.Z), body, paint, [new(centre, radii + new Vector3(0.4f), turn)]);
    }

    private static PlacedNode Positive(NodeLabel label, Vector3 centre, float radius, Quaternion turn, Densities hu, PhantomRandom r)
    {
        var radii = new Vector3(radius, radius * r.Between(1, 1.25f), radius * r.Between(1, 1.45f));
        var body = new Rough(new Rough(new Ellipsoid(centre, radii, turn), radius * 0.09f, 7, r.Between(0, 25)), 0.4f, 3, r.Between(0, 25));
        List<Tissue> paint = [new(body, hu.Fat) { InsetMm = -0.9f, Strength = 0.75f, EdgeMm = 0.9f }];
        Diseased(paint, body, radius, hu, r);
        return new(label, centre, MathF.Max(radii.Y, radii.Z), body, paint, [new(centre, radii + new Vector3(0.5f), turn)]);
    }

    private static PlacedNode Extending(NodeLabel label, Vector3 centre, float radius, Quaternion turn, Densities hu, PhantomRandom r)
    {
        var parts = r.Chance(0.4f) ? 2 + r.Below(2) : 1;
        var solids = new List<Shape>();
        var pushes = new List<Displacement>();
        for (var i = 0; i < parts; i++)
        {
            var own = (i == 0 ? radius : radius * r.Between(0.55f, 0.9f)) * (parts == 1 ? 1 : 0.85f);
            var away = i == 0 ? Vector3.Zero : Vector3.Normalize(new(r.Around(0.5f), r.Around(1), r.Around(1) + 0.01f)) * (radius + (own * 0.5f));
            var radii = new Vector3(own, own * r.Between(0.95f, 1.25f), own * r.Between(1, 1.5f));
            solids.Add(new Ellipsoid(centre + away, radii, turn));
            // It pushes less than it takes: the rest it has grown into.
            pushes.Add(new(centre + away, radii * r.Between(0.6f, 0.85f), turn));
        }

        var offset = r.Between(0, 25);
        var solid = new Rough(parts == 1 ? solids[0] : new Matted([.. solids], 4), radius * 0.16f, 7, offset);
        var body = new Rough(solid, 0.7f, 2.4f, offset);
        List<Tissue> paint =
        [
            new(body, r.Between(-20, 25)) { InsetMm = -r.Between(4, 8), StrandMm = r.Between(2.4f, 4), EdgeMm = 3.5f, Strength = 0.9f },
            new(body, r.Between(-50, 0)) { InsetMm = -1.4f, EdgeMm = 1.6f, Strength = 0.6f },
        ];
        // Who contours a node follows its mass, not each spike: spikes are painted, not labelled.
        if (r.Chance(0.65f)) paint.Add(new(new Spiculated(solid, r.Between(1.5f, 3.2f), r.Between(3.2f, 5), offset), hu.Node + 8));
        Diseased(paint, body, radius, hu, r);
        return new(label, centre, radius * (parts == 1 ? 1.3f : 1.9f), body, paint, pushes);
    }

    private static void Diseased(List<Tissue> paint, Shape body, float radius, Densities hu, PhantomRandom r)
    {
        var mean = hu.Node + r.Between(-4, 16);
        // Of small ones many look like healthy ones; of large ones most are necrotic.
        var necrotic = r.Chance(Math.Clamp((radius - 3) / 6, 0.05f, 0.8f));
        var rim = necrotic || r.Chance(0.3f) ? hu.Rim : hu.Rim * 0.2f;
        paint.Add(new(body, mean + rim) { TextureHu = 8 });
        paint.Add(new(body, mean) { InsetMm = r.Between(1, 2), TextureHu = r.Between(8, 22), TextureMm = r.Between(2, 4.5f), EdgeMm = 1 });
        if (!necrotic) return;
        var core = new Rough(body, radius * 0.3f, r.Between(4, 8), r.Between(0, 25));
        paint.Add(new(core, r.Between(8, 36)) { InsetMm = radius * r.Between(0.28f, 0.5f), TextureHu = 9, EdgeMm = 1.2f });
    }
}
