using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Components;

/// <summary>
/// Union-find over runs instead of voxels: rows arrive in the order of the volume, each run joins the runs of the four earlier
/// neighbouring rows that it touches by face, edge or corner (26-connectivity). Memory grows with the runs, not with the grid.
/// </summary>
internal sealed class RunForest(GridSize size)
{
    private readonly int[] _rowStart = new int[(size.Y * size.Z) + 1];
    private readonly List<VoxelRun> _runs = [];
    private readonly List<int> _parent = [];

    public IReadOnlyList<VoxelRun> Runs => _runs;

    /// <summary>Adds a run to the current row, after those that it has.</summary>
    public void Add(int start, int length)
    {
        _parent.Add(_runs.Count);
        _runs.Add(new(start, length));
    }

    /// <summary>Closes the row y of slice z and joins its runs to the rows before.</summary>
    public void EndRow(int y, int z)
    {
        var row = (z * size.Y) + y;
        _rowStart[row + 1] = _runs.Count;
        if (_rowStart[row] == _runs.Count)
            return;

        if (y > 0)
            Join(row, row - 1);
        if (z == 0)
            return;

        for (var before = Math.Max(0, y - 1); before <= Math.Min(size.Y - 1, y + 1); before++)
            Join(row, ((z - 1) * size.Y) + before);
    }

    /// <summary>The first run of the tree that a run belongs to: equal for touching runs.</summary>
    public int Root(int run)
    {
        while (_parent[run] != run)
            run = _parent[run] = _parent[_parent[run]];
        return run;
    }

    private void Join(int row, int other)
    {
        var (i, j) = (_rowStart[row], _rowStart[other]);
        var (iEnd, jEnd) = (_rowStart[row + 1], _rowStart[other + 1]);
        var shift = (row - other) * size.X;
        while (i < iEnd && j < jEnd)
        {
            var (first, last) = (_runs[i].Start, _runs[i].Start + _runs[i].Length - 1);
            var (otherFirst, otherLast) = (_runs[j].Start + shift, _runs[j].Start + shift + _runs[j].Length - 1);
            if (first <= otherLast + 1 && otherFirst <= last + 1)
                Unite(i, j);
            if (last < otherLast)
                i++;
            else
                j++;
        }
    }

    private void Unite(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a < b)
            _parent[b] = a;
        else
            _parent[a] = b;
    }
}
