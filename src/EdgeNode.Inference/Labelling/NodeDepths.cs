using EdgeNode.Imaging.Measurements;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// By how much the logits say node rather than background, for labelled voxels and their neighbours in the plane. Resampled logits are linear between
/// the samples of the network's grid: where the difference passes 0 is the network's own border, wherever the voxels of the source grid lie.
/// </summary>
/// <param name="width">Voxels of a row.</param>
/// <param name="regions">Each channel is a region, whose logit is above 0 within; else the first is the background.</param>
internal sealed class NodeDepths(int width, bool regions)
{
    private readonly List<(int Voxel, float Depth)> _kept = [];
    private readonly Row[] _rows = [.. Enumerable.Range(0, 3).Select(_ => new Row(new float[width]))];
    private int _row;

    /// <summary>Begins the next row of the plane, of which columns <paramref name="low"/> to before <paramref name="high"/> will be set: none is far from all nodes.</summary>
    public void BeginRow(int first, int stride, int low, int high) => _rows[++_row % 3].Clear(first, stride, low, high);

    /// <param name="logits">One array for each channel.</param>
    /// <param name="i">Column, and position in those arrays.</param>
    /// <param name="labelled">Whether the voxel has a label: rounding must not put it on the other side.</param>
    public void Set(float[][] logits, int i, bool labelled)
    {
        var highest = float.NegativeInfinity;
        for (var c = regions ? 0 : 1; c < logits.Length; c++)
        {
            highest = Math.Max(highest, logits[c][i]);
        }

        var depth = highest - (regions ? 0 : logits[0][i]);
        _rows[_row % 3].Set(i, labelled ? Math.Max(depth, float.Epsilon) : Math.Min(depth, 0));
    }

    /// <summary>The row is complete, so that the one before it knows all its neighbours.</summary>
    public void EndRow()
    {
        var (before, row, after) = (_rows[(_row + 1) % 3], _rows[(_row + 2) % 3], _rows[_row % 3]);
        var (low, high) = (Math.Max(row.Low, Row.Least(before, row, after) - 1), Math.Min(row.High, Row.Last(before, row, after) + 2));
        for (var i = low; i < high; i++)
        {
            if (before.Near(i) || row.Near(i) || after.Near(i))
            {
                _kept.Add((row.First + (i * row.Stride), row.Depths[i]));
            }
        }
    }

    /// <summary>The last row has none after it, and rows of different planes are no neighbours.</summary>
    public void EndPlane()
    {
        BeginRow(0, 0, 0, 0);
        EndRow();
        Array.ForEach(_rows, row => row.Clear(0, 0, 0, 0));
    }

    public SubvoxelBorder Border()
    {
        var sorted = _kept.OrderBy(kept => kept.Voxel).ToList();
        return new([.. sorted.Select(kept => kept.Voxel)], [.. sorted.Select(kept => kept.Depth)]);
    }

    private sealed class Row(float[] depths)
    {
        /// <summary>Beyond all columns, the one before it too.</summary>
        private const int NoColumn = int.MaxValue - 1;

        private int _least = NoColumn;
        private int _last = -2;

        public float[] Depths => depths;

        public int First { get; private set; }

        public int Stride { get; private set; }

        public int Low { get; private set; }

        public int High { get; private set; }

        public static int Least(params ReadOnlySpan<Row> rows) => Math.Min(rows[0]._least, Math.Min(rows[1]._least, rows[2]._least));

        public static int Last(params ReadOnlySpan<Row> rows) => Math.Max(rows[0]._last, Math.Max(rows[1]._last, rows[2]._last));

        public void Clear(int first, int stride, int low, int high) => (First, Stride, Low, High, _least, _last) = (first, stride, low, high, NoColumn, -2);

        public void Set(int i, float depth)
        {
            depths[i] = depth;
            if (depth > 0)
            {
                (_least, _last) = (Math.Min(_least, i), i);
            }
        }

        /// <summary>Whether a node has the column or one beside it.</summary>
        public bool Near(int i) => Within(i - 1) || Within(i) || Within(i + 1);

        private bool Within(int i) => i >= _least && i <= _last && depths[i] > 0;
    }
}
