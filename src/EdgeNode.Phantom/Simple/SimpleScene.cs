using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Nodes;
using EdgeNode.Phantom.Scanner;
using EdgeNode.Phantom.Shapes;
using EdgeNode.Phantom.Simple.Anatomy;
using EdgeNode.Phantom.Simple.Nodes;
using EdgeNode.Phantom.Simple.Rendering;

namespace EdgeNode.Phantom.Simple;

/// <summary>A patient of one seed with nodes in place, ready to be sampled on any grid.</summary>
internal sealed class SimpleScene
{
    private readonly Pose _pose;
    private readonly Shape _body;
    private readonly List<Tissue> _tissues;
    private readonly List<NodePlan> _nodes;
    private readonly ScannerNoise _noise;
    private readonly float _edgeMm;

    private SimpleScene(Pose pose, Shape body, List<Tissue> tissues, List<NodePlan> nodes, ScannerNoise noise, float edgeMm, bool contrast)
    {
        _pose = pose;
        _body = body;
        _tissues = tissues;
        _nodes = nodes;
        _noise = noise;
        _edgeMm = edgeMm;
        Contrast = contrast;
    }

    public bool Contrast { get; }

    public static SimpleScene Draw(PhantomOptions options)
    {
        var pose = Pose.Draw(options.Seed);
        var neck = Neck.Draw(options.Seed);
        var r = PhantomRandom.Branch(options.Seed, 3);
        var count = options.Nodes ?? 6 + r.Below(7);
        var noiseHu = options.NoiseHu is { } fixedNoise ? (float)fixedNoise : r.Between(6, 20);
        var noise = new ScannerNoise(options.Seed, noiseHu, r.Between(0.32f, 0.5f));
        var edge = r.Between(0.55f, 0.95f);
        // Nodes lie in the scanned part of the neck, away from its first and last slices.
        var half = (float)(options.Slices * options.SpacingMm.Z / 2) / pose.Scale;
        var inner = half - MathF.Min(14, half / 3);
        var plans = NodePlacement.Place(neck, count, MathF.Max(-72, -inner), MathF.Min(54, inner), pose.Scale);
        var tissues = new List<Tissue>(neck.Tissues);
        for (var i = 0; i < plans.Count; i++) tissues.AddRange(plans[i].Numbered((byte)(i + 1)));
        return new(pose, neck.Body, tissues, plans, noise, edge, neck.Enhancement.Contrast);
    }

    /// <summary>Fills both volumes, slice by slice in parallel; the result does not depend on the order.</summary>
    public IReadOnlyList<PhantomNode> Render(Volume<short> ct, Volume<byte> truth, CancellationToken cancellation)
    {
        var size = ct.Size;
        var painter = new Painter(ct.Geometry, _pose, _body, _tissues, _edgeMm);
        var census = new NodeCensus(_nodes.Count);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, size.Z, options, () => new Buffers(size.SliceVoxels, _nodes.Count), (z, _, own) =>
        {
            var numbers = truth.Slice(z);
            painter.Paint(z, own.Hu, numbers, own.Scratch.AsSpan(0, size.SliceVoxels));
            _noise.Add(own.Hu, size, ct.Geometry.SpacingMm.X, z, NoiseFactor(painter.HeightOf(z)), own.Scratch);
            own.Census.Count(numbers, size, z);
            var slice = ct.Slice(z);
            for (var i = 0; i < slice.Length; i++)
            {
                slice[i] = (short)Math.Clamp(MathF.Round(own.Hu[i]), -1024, 3071);
                if (numbers[i] > 0) numbers[i] = (byte)_nodes[numbers[i] - 1].Class;
            }

            return own;
        }, own => census.Add(own.Census));
        return census.Describe([.. _nodes.Select(n => new NodeLabel(n.Class, n.Site.Level, n.Site.Side))], ct.Geometry);
    }

    /// <summary>Shoulders starve the detector of photons.</summary>
    private static float NoiseFactor(float height) => 1 + (0.9f * Math.Clamp((-50 - height) / 30, 0, 1));

    private sealed class Buffers(int sliceVoxels, int nodes)
    {
        public float[] Hu { get; } = new float[sliceVoxels];

        public float[] Scratch { get; } = new float[2 * sliceVoxels];

        public NodeCensus Census { get; } = new(nodes);
    }
}
