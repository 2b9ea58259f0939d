namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// The closed 0.5 iso-lines of a field by marching squares, linear between pixel centres (Lorensen and Cline 1987, in two dimensions).
/// Outer lines and holes run in opposite directions, so their signed areas add up to the area inside.
/// </summary>
internal static class IsoLine
{
    private const double Level = 0.5;

    /// <summary>Corners of a cell around its edges: edge i goes from corner i to corner i + 1.</summary>
    private static readonly (int X, int Y)[] Corners = [(0, 0), (1, 0), (1, 1), (0, 1)];

    /// <summary>All lines, points in pixels of the field. The field's border must be below the level.</summary>
    public static List<OutlinePoint[]> Trace(SectionField field)
    {
        var next = new int[2 * field.Width * field.Height];
        Array.Fill(next, -1);
        for (var y = 0; y < field.Height - 1; y++)
        {
            for (var x = 0; x < field.Width - 1; x++)
                LinkCell(field, x, y, next);
        }

        var lines = new List<OutlinePoint[]>();
        for (var start = 0; start < next.Length; start++)
        {
            if (next[start] >= 0)
                lines.Add(Follow(field, start, next));
        }

        return lines;
    }

    /// <summary>Area inside a closed line; positive or negative with the direction it runs in.</summary>
    public static double SignedArea(OutlinePoint[] line)
    {
        var (twice, before) = (0.0, line[^1]);
        foreach (var point in line)
        {
            twice += (before.X * point.Y) - (point.X * before.Y);
            before = point;
        }

        return twice / 2;
    }

    /// <summary>
    /// Joins each edge of the cell where the walk around it leaves the inside to one where it enters; in the next cell the latter is one
    /// that leaves. In a saddle the mean of the corners decides whether the inside is joined across the cell.
    /// </summary>
    private static void LinkCell(SectionField field, int x, int y, int[] next)
    {
        Span<bool> inside = stackalloc bool[4];
        var sum = 0.0;
        for (var i = 0; i < 4; i++)
        {
            var value = field[x + Corners[i].X, y + Corners[i].Y];
            inside[i] = value >= Level;
            sum += value;
        }

        var turn = sum >= 4 * Level ? 1 : 3;
        for (var leave = 0; leave < 4; leave++)
        {
            if (!inside[leave] || inside[(leave + 1) % 4])
                continue;

            var enter = (leave + turn) % 4;
            while (inside[enter] || !inside[(enter + 1) % 4])
                enter = (enter + turn) % 4;
            next[EdgeOf(field, x, y, leave)] = EdgeOf(field, x, y, enter);
        }
    }

    /// <summary>Twice the pixel where the edge begins, plus one for an edge along y.</summary>
    private static int EdgeOf(SectionField field, int x, int y, int side) => side switch
    {
        0 => 2 * ((y * field.Width) + x),
        1 => (2 * ((y * field.Width) + x + 1)) + 1,
        2 => 2 * (((y + 1) * field.Width) + x),
        _ => (2 * ((y * field.Width) + x)) + 1,
    };

    private static OutlinePoint[] Follow(SectionField field, int start, int[] next)
    {
        var points = new List<OutlinePoint>();
        for (var edge = start; next[edge] >= 0;)
        {
            points.Add(Crossing(field, edge));
            (edge, next[edge]) = (next[edge], -1);
        }

        return [.. points];
    }

    private static OutlinePoint Crossing(SectionField field, int edge)
    {
        var (x, y, alongY) = (edge / 2 % field.Width, edge / 2 / field.Width, edge % 2);
        var first = field[x, y];
        var t = (Level - first) / (field[x + 1 - alongY, y + alongY] - first);
        return alongY == 1 ? new(x, y + t) : new(x + t, y);
    }
}
