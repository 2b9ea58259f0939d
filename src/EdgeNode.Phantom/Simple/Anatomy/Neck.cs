using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;
using EdgeNode.Phantom.Simple.Rendering;

namespace EdgeNode.Phantom.Simple.Anatomy;

/// <summary>
/// Head, neck and shoulders of one seed, without nodes: tissues in painting order, and what a node has to keep clear of.
/// Heights: chin at z = 20, hyoid 10, vocal cords -12, cricoid -28, clavicles -75 mm.
/// </summary>
internal sealed class Neck
{
    private Neck(ulong seed)
    {
        Seed = seed;
        Enhancement = Enhancement.Draw(seed);
    }

    public ulong Seed { get; }

    public Enhancement Enhancement { get; }

    public List<Tissue> Tissues { get; } = [];

    /// <summary>Bone, airway, glands and vessels: nodes do not touch them.</summary>
    public List<Shape> Obstacles { get; } = [];

    /// <summary>Nodes press into these, and disease grows into them.</summary>
    public List<Shape> Muscles { get; } = [];

    public Shape Body { get; internal set; } = null!;

    /// <summary>Internal jugular veins, right then left: nodes follow them.</summary>
    public AxialTube[] Jugulars { get; } = new AxialTube[2];

    public static Neck Draw(ulong seed)
    {
        var neck = new Neck(seed);
        BodySurface.Add(neck, PhantomRandom.Branch(seed, 10));
        NeckMuscles.Add(neck, PhantomRandom.Branch(seed, 11));
        Shoulders.Add(neck, PhantomRandom.Branch(seed, 12));
        FaceMuscles.Add(neck, PhantomRandom.Branch(seed, 13));
        SmallStructures.Add(neck, PhantomRandom.Branch(seed, 21));
        Skull.Add(neck, PhantomRandom.Branch(seed, 14));
        Spine.Add(neck, PhantomRandom.Branch(seed, 15));
        Jaw.Add(neck, PhantomRandom.Branch(seed, 16));
        Glands.Add(neck, PhantomRandom.Branch(seed, 17));
        Airway.Add(neck, PhantomRandom.Branch(seed, 18));
        Larynx.Add(neck, PhantomRandom.Branch(seed, 19));
        Vessels.Add(neck, PhantomRandom.Branch(seed, 20));
        return neck;
    }

    /// <summary>A muscle: soft to nodes, slightly streaky.</summary>
    internal void AddMuscle(Shape shape, float offsetHu = 0)
    {
        Tissues.Add(new(shape, Enhancement.Muscle + offsetHu) { TextureHu = 9, TextureMm = 2.5f, EdgeMm = 0.9f });
        Muscles.Add(shape);
    }

    /// <summary>Bone: cortex of the given thickness around marrow.</summary>
    internal void AddBone(Shape shape, float cortexHu, float cortexMm, float marrowHu)
    {
        Tissues.Add(new(shape, cortexHu) { TextureHu = 80 });
        Tissues.Add(new(shape, marrowHu) { InsetMm = cortexMm, TextureHu = marrowHu * 0.3f, TextureMm = 2 });
        Obstacles.Add(shape);
    }

    /// <summary>Anything else that nodes keep clear of.</summary>
    internal void AddOrgan(Tissue tissue)
    {
        Tissues.Add(tissue);
        Obstacles.Add(tissue.Shape);
    }
}
