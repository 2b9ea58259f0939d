using System.Numerics;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Nodes;

/// <summary>A node in its place: body, what is painted for it in order, and how it pushes the tissue around aside.</summary>
/// <param name="Centre">Anatomy millimetres.</param>
/// <param name="ReachMm">Half of its longest axis.</param>
internal sealed record PlacedNode(NodeLabel Label, Vector3 Centre, float ReachMm, Shape Body, IReadOnlyList<Tissue> Paint, IReadOnlyList<Displacement> Pushes)
{
    /// <summary>The tissues to paint, marked with the number of the node where its body lies.</summary>
    public IEnumerable<Tissue> Numbered(byte number) =>
        Paint.Select(t => ReferenceEquals(t.Shape, Body) && t is { InsetMm: 0, StrandMm: 0 } ? t with { Node = number, Rigid = true } : t with { Rigid = true });
}
