using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Phantom.Anatomy;
using EdgeNode.Phantom.Nodes;
using EdgeNode.Phantom.Scanner;

namespace EdgeNode.Phantom;

/// <summary>A patient of one seed with nodes in place and a scanner, ready to be sampled on any grid.</summary>
internal sealed class PhantomScene
{
    private readonly PhantomOptions _options;
    private readonly HeadAndNeck _neck;
    private readonly PatientMap _map;
    private readonly List<PlacedNode> _nodes;
    private readonly List<Tissue> _tissues;
    private readonly float _grainMm;

    public PhantomScene(PhantomOptions options)
    {
        _options = options;
        var patient = Patient.Draw(options.Seed);
        _neck = HeadAndNeck.Draw(patient);
        _map = new(patient);
        var (half, centre) = ((float)(options.Slices * options.SpacingMm.Z / 2) / _map.Scale, (float)options.CentreMm / _map.Scale);
        var inner = half - MathF.Min(12, half / 3);
        _nodes = NodePlaces.Place(_neck, options.Nodes, MathF.Max(-76, centre - inner), MathF.Min(76, centre + inner), _map.Scale);
        _tissues = [.. _neck.Tissues, .. _nodes.SelectMany((node, i) => node.Numbered((byte)(i + 1)))];
        var r = PhantomRandom.Branch(options.Seed, 103);
        var noise = options.NoiseHu ?? 6 * MathF.Exp(1.25f * r.Unit());
        var blur = r.Between(0.3f, 0.55f);
        // A sharper kernel has finer noise.
        _grainMm = blur * r.Between(0.9f, 1.3f);
        Scan = new(patient.Phase, options.SliceThicknessMm ?? options.SpacingMm.Z, noise, blur, options.TiltDegrees, patient.Age, patient.Male ? "M" : "F");
    }

    public PhantomScan Scan { get; }

    /// <summary>Fills both volumes, slice by slice in parallel; the result does not depend on the order.</summary>
    public IReadOnlyList<PhantomNode> Render(Volume<short> ct, Volume<byte> truth, CancellationToken cancellation)
    {
        var grid = ct.Geometry;
        var painter = new AnatomyPainter(grid, _map, _neck.Skin, _tissues, [.. _nodes.SelectMany(n => n.Pushes)], _neck.Fixtures, MathF.Max(0.35f, (float)grid.SpacingMm.X * 0.6f));
        var finish = new SliceFinish(_options, Scan, _neck, _map, grid, _grainMm);
        var census = new NodeCensus(_nodes.Count);
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, grid.Size.Z, parallel, () => new Workspace(grid.Size.SliceVoxels, _nodes.Count), (z, _, own) =>
        {
            var numbers = truth.Slice(z);
            Paint(painter, z, grid, own, numbers);
            own.Census.Count(numbers, grid.Size, z);
            finish.Apply(own.Hu, z, own.Scratch, ct.Slice(z));
            for (var i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] > 0) numbers[i] = (byte)_nodes[numbers[i] - 1].Label.Class;
            }

            return own;
        }, own => census.Add(own.Census));
        return census.Describe([.. _nodes.Select(n => n.Label)], grid);
    }

    private void Paint(AnatomyPainter painter, int z, GridGeometry grid, Workspace own, Span<byte> numbers)
    {
        painter.Paint(z, own.Hu, numbers, own.Block);
        var planes = SliceProfile.Planes(Scan.SliceThicknessMm, grid.SpacingMm.Z);
        if (planes.Length == 1) return;
        for (var i = 0; i < own.Hu.Length; i++) own.Hu[i] *= planes[0].Weight;
        foreach (var (away, weight) in planes[1..])
        {
            painter.Paint(z + away, own.Plane, own.PlaneNumbers, own.Block);
            for (var i = 0; i < own.Hu.Length; i++) own.Hu[i] += weight * own.Plane[i];
        }
    }

    private sealed class Workspace(int voxels, int nodes)
    {
        public float[] Hu { get; } = new float[voxels];

        public float[] Plane { get; } = new float[voxels];

        public byte[] PlaneNumbers { get; } = new byte[voxels];

        public float[][] Scratch { get; } = [new float[voxels], new float[voxels], new float[voxels + 64], new float[voxels]];

        public PaintBlock Block { get; } = new();

        public NodeCensus Census { get; } = new(nodes);
    }
}
