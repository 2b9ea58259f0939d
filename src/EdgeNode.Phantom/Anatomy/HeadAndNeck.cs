using System.Numerics;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Anatomy;

/// <summary>
/// Head, neck and shoulders of one patient without nodes, in painting order. Anatomy millimetres: x to the left, y to the back, z to the
/// head, origin in front of the fourth cervical vertebra. Chin 18, hyoid 10, cords -12, cricoid -28, clavicles -80, hard palate 68.
/// </summary>
internal sealed class HeadAndNeck
{
    public static readonly int[] Sides = [-1, 1];

    private HeadAndNeck(Patient patient)
    {
        Patient = patient;
        Hu = Densities.Draw(patient);
    }

    public Patient Patient { get; }

    public Densities Hu { get; }

    public List<Tissue> Tissues { get; } = [];

    /// <summary>Table and head rest, in scanner millimetres.</summary>
    public List<Tissue> Fixtures { get; } = [];

    /// <summary>What does not give way to a node: bone, cartilage, airway.</summary>
    public List<Shape> Hard { get; } = [];

    /// <summary>What gives way, but a small node does not lie in: vessels, glands.</summary>
    public List<Shape> Soft { get; } = [];

    public Shape Skin { get; internal set; } = null!;

    /// <summary>Internal jugular veins, right then left: the deep chain follows them.</summary>
    public AxialTube[] Jugulars { get; } = new AxialTube[2];

    /// <summary>Metal in teeth, anatomy millimetres.</summary>
    public List<Vector3> Metal { get; } = [];

    public static HeadAndNeck Draw(Patient patient)
    {
        var neck = new HeadAndNeck(patient);
        SkinAndFat.Add(neck, Branch(110));
        PosteriorMuscles.Add(neck, Branch(111));
        LateralMuscles.Add(neck, Branch(112));
        Shoulders.Add(neck, Branch(113));
        FaceMuscles.Add(neck, Branch(114));
        Tongue.Add(neck, Branch(115));
        SkullBase.Add(neck, Branch(116));
        Spine.Add(neck, Branch(117));
        Mandible.Add(neck, Branch(118));
        Glands.Add(neck, Branch(119));
        Pharynx.Add(neck, Branch(120));
        Larynx.Add(neck, Branch(121));
        Nose.Add(neck, Branch(122));
        Eyes.Add(neck, Branch(127));
        Arteries.Add(neck, Branch(123));
        Veins.Add(neck, Branch(124));
        SmallVessels.Add(neck, Branch(125));
        Lesions.Add(neck, Branch(126));
        return neck;

        PhantomRandom Branch(ulong part) => PhantomRandom.Branch(patient.Seed, part);
    }

    /// <summary>Muscle: below the fat, with fibres and some fat between them.</summary>
    internal void Muscle(Shape shape, float offsetHu = 0, float belowSkinMm = 4)
    {
        Tissues.Add(new(shape, Hu.Muscle + offsetHu) { TextureHu = 9, TextureMm = 1.6f, BelowSkinMm = belowSkinMm });
        Tissues.Add(new(shape, Hu.Fat + 55) { InsetMm = 0.6f, StrandMm = 4.2f, Strength = 0.25f + (0.35f * Patient.Old), BelowSkinMm = belowSkinMm });
    }

    /// <summary>Bone: cortex of the given thickness around marrow with trabeculae.</summary>
    internal void Bone(Shape shape, float cortexHu, float cortexMm, float marrowHu, float skinMm = 3)
    {
        Tissues.Add(new(shape, cortexHu) { TextureHu = 120, TextureMm = 2, Rigid = true, BelowSkinMm = skinMm });
        Tissues.Add(new(shape, marrowHu) { InsetMm = cortexMm, TextureHu = 90, TextureMm = 1.3f, Rigid = true, BelowSkinMm = skinMm, EdgeMm = 0.8f });
        Hard.Add(shape);
    }

    internal void Rigid(Tissue tissue)
    {
        Tissues.Add(tissue with { Rigid = true });
        Hard.Add(tissue.Shape);
    }

    internal void Yielding(Tissue tissue)
    {
        Tissues.Add(tissue);
        Soft.Add(tissue.Shape);
    }
}
