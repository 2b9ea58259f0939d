namespace EdgeNode.Imaging.Coverage;

/// <summary>Cells of one section that are on or off. Neighbours are the four that share an edge, so that a thin slanting line of bone still closes.</summary>
internal sealed class CellMask(int width, int height)
{
    private readonly bool[] _on = new bool[width * height];

    public int Count => _on.AsSpan().Count(true);

    public bool this[int cell] => _on[cell];

    /// <summary>Cells for which a condition on their index holds.</summary>
    public CellMask Where(Func<int, bool> holds)
    {
        var result = new CellMask(width, height);
        for (var cell = 0; cell < _on.Length; cell++)
        {
            result._on[cell] = holds(cell);
        }

        return result;
    }

    /// <summary>Without the cells that have a neighbour that is off; the edge of the section is no neighbour.</summary>
    public CellMask Eroded() => Where(cell => _on[cell] && Neighbours(cell, on: false) == 0);

    /// <summary>With the neighbours of its cells, as far as they are on in <paramref name="within"/>.</summary>
    public CellMask Grown(CellMask within) => Where(cell => _on[cell] || (within[cell] && Neighbours(cell, on: true) > 0));

    /// <summary>Grown by some steps and eroded by as many: gaps of twice as many cells are filled.</summary>
    public CellMask Closed(int steps)
    {
        var everywhere = Where(_ => true);
        var result = this;
        for (var step = 0; step < steps; step++)
        {
            result = result.Grown(within: everywhere);
        }

        for (var step = 0; step < steps; step++)
        {
            result = result.Eroded();
        }

        return result;
    }

    /// <summary>The cells of this mask that are joined to the edge of the section.</summary>
    public CellMask FromEdge()
    {
        var reached = new CellMask(width, height);
        var open = new Stack<int>();
        for (var cell = 0; cell < _on.Length; cell++)
        {
            if (IsEdge(cell) && _on[cell] && !reached._on[cell])
            {
                Flood(cell, reached._on, open, null);
            }
        }

        return reached;
    }

    /// <summary>The pieces that hang together, largest first.</summary>
    public IReadOnlyList<CellPatch> Patches()
    {
        var seen = new bool[_on.Length];
        var open = new Stack<int>();
        var patches = new List<CellPatch>();
        for (var cell = 0; cell < _on.Length; cell++)
        {
            if (_on[cell] && !seen[cell])
            {
                var cells = new List<int>();
                Flood(cell, seen, open, cells);
                patches.Add(new(cells, cells.Average(at => at % width), cells.Average(at => at / width)));
            }
        }

        patches.Sort((a, b) => b.Cells.Count.CompareTo(a.Cells.Count));
        return patches;
    }

    /// <summary>A mask of the same section with the cells of a piece.</summary>
    public CellMask Only(CellPatch patch)
    {
        var result = new CellMask(width, height);
        foreach (var cell in patch.Cells)
        {
            result._on[cell] = true;
        }

        return result;
    }

    private bool IsEdge(int cell) => cell % width == 0 || cell % width == width - 1 || cell < width || cell >= width * (height - 1);

    private int Neighbours(int cell, bool on)
    {
        var x = cell % width;
        return (x > 0 && _on[cell - 1] == on ? 1 : 0) + (x < width - 1 && _on[cell + 1] == on ? 1 : 0)
            + (cell >= width && _on[cell - width] == on ? 1 : 0) + (cell + width < _on.Length && _on[cell + width] == on ? 1 : 0);
    }

    private void Flood(int seed, bool[] seen, Stack<int> open, List<int>? cells)
    {
        seen[seed] = true;
        open.Push(seed);
        while (open.TryPop(out var cell))
        {
            cells?.Add(cell);
            var x = cell % width;
            Visit(x > 0, cell - 1);
            Visit(x < width - 1, cell + 1);
            Visit(cell >= width, cell - width);
            Visit(cell + width < _on.Length, cell + width);
        }

        void Visit(bool inside, int next)
        {
            if (inside && _on[next] && !seen[next])
            {
                seen[next] = true;
                open.Push(next);
            }
        }
    }
}

/// <summary>Cells that hang together, and the mean of their columns and rows.</summary>
internal sealed record CellPatch(IReadOnlyList<int> Cells, double X, double Y);
