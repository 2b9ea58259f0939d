using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Scanner;

/// <summary>A shape filled with something of a given density; later tissues are painted over earlier ones.</summary>
/// <param name="Shape">Where.</param>
/// <param name="Hu">Mean density, HU.</param>
internal sealed record Tissue(Shape Shape, float Hu)
{
    /// <summary>Paint only deeper than this below the surface (cortex around marrow, rim around a core); negative paints outside too.</summary>
    public float InsetMm { get; init; }

    /// <summary>Amplitude of the inner texture, HU.</summary>
    public float TextureHu { get; init; }

    /// <summary>Grain of the texture, mm.</summary>
    public float TextureMm { get; init; } = 3;

    /// <summary>Half width of the soft edge, mm; 0 takes the scanner's.</summary>
    public float EdgeMm { get; init; }

    /// <summary>Painted as strands of this grain instead of solid: oedema and infiltration in fat. 0 = solid.</summary>
    public float StrandMm { get; init; }

    /// <summary>Nothing is painted nearer to the skin than this, mm; negative infinity for what lies outside the body.</summary>
    public float BelowSkinMm { get; init; } = 3;

    /// <summary>Painted on what is there by this factor (0..1) instead of covering it: stranding, volume shared with fat.</summary>
    public float Strength { get; init; } = 1;

    /// <summary>Does not give way to nodes: bone, airway, cartilage, and the nodes themselves.</summary>
    public bool Rigid { get; init; }

    /// <summary>Half width of its soft edge where the scanner's is <paramref name="scannerMm"/>, mm.</summary>
    public float EdgeOr(float scannerMm) => EdgeMm > 0 ? EdgeMm : scannerMm;

    /// <summary>Box of everything that is painted with edges of at least <paramref name="edgeMm"/>.</summary>
    public Box Reach(float edgeMm) => Shape.Bounds.Grow(MathF.Max(edgeMm, EdgeMm) + MathF.Max(0, -InsetMm));

    /// <summary>1-based number of the node that this is the body of; 0 = none.</summary>
    public byte Node { get; init; }
}
