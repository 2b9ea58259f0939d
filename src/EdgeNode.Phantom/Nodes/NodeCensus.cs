using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom.Nodes;

/// <summary>Counts the voxels of every node and their moments while slices are painted; sums of integers, so the order does not matter.</summary>
internal sealed class NodeCensus(int nodes)
{
    private readonly long[,] _sums = new long[nodes, 10];
    private readonly Lock _lock = new();

    /// <summary>Adds one slice of node numbers (0 none).</summary>
    public void Count(ReadOnlySpan<byte> numbers, GridSize size, int z)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == 0) continue;
            var n = numbers[i] - 1;
            long x = i % size.X, y = i / size.X;
            _sums[n, 0]++;
            _sums[n, 1] += x;
            _sums[n, 2] += y;
            _sums[n, 3] += z;
            _sums[n, 4] += x * x;
            _sums[n, 5] += y * y;
            _sums[n, 6] += (long)z * z;
            _sums[n, 7] += x * y;
            _sums[n, 8] += x * z;
            _sums[n, 9] += y * z;
        }
    }

    public void Add(NodeCensus other)
    {
        lock (_lock)
        {
            for (var n = 0; n < nodes; n++)
            {
                for (var k = 0; k < 10; k++) _sums[n, k] += other._sums[n, k];
            }
        }
    }

    public IReadOnlyList<PhantomNode> Describe(IReadOnlyList<NodeLabel> labels, GridGeometry grid)
    {
        var found = new List<PhantomNode>();
        for (var n = 0; n < nodes; n++)
        {
            if (_sums[n, 0] == 0) continue;
            double count = _sums[n, 0];
            double x = _sums[n, 1] / count, y = _sums[n, 2] / count, z = _sums[n, 3] / count;
            var s = grid.SpacingMm;
            // Second moments in millimetres; a voxel is a small box of its own (1/12).
            var (small, large) = SymmetricMatrix.ExtremeEigenvalues(
                ((_sums[n, 4] / count) - (x * x) + (1 / 12.0)) * s.X * s.X,
                ((_sums[n, 5] / count) - (y * y) + (1 / 12.0)) * s.Y * s.Y,
                ((_sums[n, 6] / count) - (z * z) + (1 / 12.0)) * s.Z * s.Z,
                ((_sums[n, 7] / count) - (x * y)) * s.X * s.Y,
                ((_sums[n, 8] / count) - (x * z)) * s.X * s.Z,
                ((_sums[n, 9] / count) - (y * z)) * s.Y * s.Z);
            var label = labels[n];
            found.Add(new(
                n + 1, label.Class, grid.ToPatient(x, y, z), 2 * Math.Sqrt(5 * large), 2 * Math.Sqrt(5 * small),
                label.Level, label.Side < 0 ? "R" : "L", (int)_sums[n, 0], count * grid.VoxelVolumeMm3));
        }

        return found;
    }
}
