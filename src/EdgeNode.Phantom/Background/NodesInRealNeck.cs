using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Nodes;

namespace EdgeNode.Phantom.Background;

/// <summary>
/// Paints synthetic nodes of known place and class into a copy of a real CT without contrast, with that scan's fat, muscle and noise: how a
/// network does on texture that no program drew. Nodes that the patient has himself are not in the truth.
/// </summary>
public static class NodesInRealNeck
{
    /// <param name="ct">HU; not changed.</param>
    /// <param name="seed">The same seed and CT: the same nodes.</param>
    /// <param name="nodes">Number of nodes asked for, 0 to 40; null draws it. Those that find no place are left out.</param>
    /// <param name="cancellation">Stops between slices.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nodes outside 0..40.</exception>
    public static PhantomStudy Insert(Volume<short> ct, ulong seed, int? nodes = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(nodes ?? 0), 40u, nameof(nodes));
        var r = PhantomRandom.Branch(seed, 140);
        var tissue = RealTissue.Of(ct, r);
        var placed = new RealPlaces(ct, tissue.Densities(r), r).Place(nodes);
        var copy = new Volume<short>(ct.Geometry, ct.Voxels.ToArray());
        var truth = Volume.Allocate<byte>(ct.Geometry);
        truth.Span.Clear();
        var painter = new RealPainter(ct.Geometry, seed, tissue.NoiseHu, [.. placed.SelectMany((node, i) => node.Numbered((byte)(i + 1)))]);
        var census = new NodeCensus(placed.Count);
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, ct.Size.Z, parallel, z =>
        {
            var numbers = truth.Slice(z);
            painter.Paint(z, copy.Slice(z), numbers);
            var own = new NodeCensus(placed.Count);
            own.Count(numbers, ct.Size, z);
            census.Add(own);
            for (var i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] > 0) numbers[i] = (byte)placed[numbers[i] - 1].Label.Class;
            }
        });
        return new(seed, Contrast: false, copy, truth, census.Describe([.. placed.Select(n => n.Label)], ct.Geometry));
    }
}
