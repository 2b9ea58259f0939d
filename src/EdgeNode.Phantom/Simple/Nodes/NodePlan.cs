using EdgeNode.Phantom.Nodes;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;

namespace EdgeNode.Phantom.Simple.Nodes;

/// <summary>A node that has found its place: its body, and what is painted for it in order (fat plane or strands, body, core).</summary>
internal sealed record NodePlan(PhantomNodeClass Class, NodeSite Site, Shape Body, IReadOnlyList<Tissue> Paint)
{
    /// <summary>The tissues to paint, marked with the number of the node where its body lies.</summary>
    public IEnumerable<Tissue> Numbered(byte number) =>
        Paint.Select(t => ReferenceEquals(t.Shape, Body) && t.InsetMm == 0 ? t with { Node = number } : t);
}
