using System.Numerics;
using EdgeNode.Phantom.Nodes;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;
using EdgeNode.Phantom.Simple.Rendering;

namespace EdgeNode.Phantom.Simple.Nodes;

/// <summary>
/// The three looks of a node: negative small, oval, even, often with a fatty hilum; positive larger, rounder, uneven, with necrotic core and rim;
/// with extranodal extension irregular or matted, without a fat plane, with strands into the fat around.
/// </summary>
internal static class NodeFactory
{
    private const float Fat = -100;

    /// <summary>Half of the short axis before placing, mm.</summary>
    public static float DrawRadius(PhantomNodeClass kind, PhantomRandom r) => kind switch
    {
        PhantomNodeClass.Negative => r.Chance(0.05f) ? r.Between(4.8f, 5.8f) : r.Between(2.2f, 4.7f),
        PhantomNodeClass.Positive => r.Chance(0.3f) ? r.Between(3.6f, 5) : r.Between(5, 9.5f),
        _ => r.Between(5, 10.5f),
    };

    public static NodePlan Make(PhantomNodeClass kind, NodeSite site, float radius, Enhancement e, PhantomRandom r)
    {
        var turn = Quaternion.CreateFromYawPitchRoll(r.Around(0.4f), r.Around(0.4f), r.Around(1.5f));
        return kind switch
        {
            PhantomNodeClass.Negative => Negative(site, radius, turn, e, r),
            PhantomNodeClass.Positive => Positive(site, radius, turn, e, r),
            _ => Extending(site, radius, turn, e, r),
        };
    }

    private static NodePlan Negative(NodeSite site, float radius, Quaternion turn, Enhancement e, PhantomRandom r)
    {
        var radii = new Vector3(radius, radius * r.Between(1, 1.3f), radius * r.Between(1.3f, 2.1f));
        var body = new Rough(new Ellipsoid(site.Centre, radii, turn), 0.3f, 4, r.Between(0, 25));
        List<Tissue> paint =
        [
            new(body, Fat) { InsetMm = -r.Between(0.8f, 1.8f), TextureHu = 10 },
            new(body, e.Node + r.Around(8)) { TextureHu = 4 },
        ];
        if (radius > 2.8f && r.Chance(0.55f))
        {
            var hilum = site.Centre + Vector3.Transform(new(radii.X * r.Between(0.3f, 0.6f), 0, radii.Z * r.Around(0.3f)), turn);
            paint.Add(new(new Ellipsoid(hilum, radii * new Vector3(0.38f, 0.35f, 0.5f), turn), r.Between(-70, -15)));
        }

        return new(PhantomNodeClass.Negative, site, body, paint);
    }

    private static NodePlan Positive(NodeSite site, float radius, Quaternion turn, Enhancement e, PhantomRandom r)
    {
        var radii = new Vector3(radius, radius * r.Between(1, 1.15f), radius * r.Between(1, 1.35f));
        var body = new Rough(new Ellipsoid(site.Centre, radii, turn), 0.5f, 5, r.Between(0, 25));
        List<Tissue> paint = [new(body, Fat) { InsetMm = -r.Between(0.6f, 1.6f), TextureHu = 10 }];
        Diseased(paint, body, radius, r.Chance(0.65f), e, r);
        return new(PhantomNodeClass.Positive, site, body, paint);
    }

    private static NodePlan Extending(NodeSite site, float radius, Quaternion turn, Enhancement e, PhantomRandom r)
    {
        var offset = r.Between(0, 25);
        var parts = r.Chance(0.45f) ? 2 + r.Below(2) : 1;
        var solids = new Shape[parts];
        for (var i = 0; i < parts; i++)
        {
            var own = i == 0 ? radius : radius * r.Between(0.6f, 0.9f);
            var away = i == 0
                ? Vector3.Zero
                : Vector3.Normalize(new(r.Around(0.6f), r.Around(1), r.Around(1) + 0.01f)) * (radius + (own * 0.6f));
            solids[i] = new Ellipsoid(site.Centre + away, new(own, own * r.Between(0.95f, 1.2f), own * r.Between(1, 1.4f)), turn);
        }

        Shape solid = parts == 1 ? solids[0] : new Matted(solids, 4);
        var body = new Rough(new Rough(solid, radius * 0.22f, 6, offset), 0.9f, 2.2f, offset);
        List<Tissue> paint =
        [
            new(body, r.Between(-25, 15)) { InsetMm = -r.Between(4, 8), StrandMm = r.Between(1.8f, 3), EdgeMm = 3.5f },
            new(body, Fat + 60) { InsetMm = -1.2f, EdgeMm = 1.4f },
        ];
        Diseased(paint, body, radius, r.Chance(0.6f), e, r);
        return new(PhantomNodeClass.Ene, site, body, paint);
    }

    private static void Diseased(List<Tissue> paint, Shape body, float radius, bool necrotic, Enhancement e, PhantomRandom r)
    {
        var hu = e.Node + r.Between(0, 18);
        paint.Add(new(body, hu + e.NodeRim) { TextureHu = 8 });
        paint.Add(new(body, hu) { InsetMm = r.Between(1.2f, 2), TextureHu = r.Between(8, 18), TextureMm = r.Between(2, 4), EdgeMm = 1 });
        if (!necrotic || radius < 4.2f) return;
        paint.Add(new(body, r.Between(12, 38)) { InsetMm = radius * r.Between(0.3f, 0.5f), TextureHu = 8, EdgeMm = 1.2f });
    }
}
