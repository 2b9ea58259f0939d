using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// Long and short axis of an outline (RECIST 1.1, Eisenhauer et al. 2009): its two farthest points, and the longest stretch inside it
/// perpendicular to their line. Angles and lengths are those in mm, for in-plane spacings that differ too.
/// </summary>
internal sealed record AxialAxes(ChordEnds Long, ChordEnds Short)
{
    /// <param name="outline">Closed line in voxels.</param>
    /// <param name="spacing">Of the grid, mm; its x and y axes are perpendicular.</param>
    public static AxialAxes Of(OutlinePoint[] outline, Vector3 spacing)
    {
        var line = Array.ConvertAll(outline, p => new OutlinePoint(p.X * spacing.X, p.Y * spacing.Y));
        var (a, b) = Farthest(line);
        var length = double.Hypot(b.X - a.X, b.Y - a.Y);
        var along = new OutlinePoint((b.X - a.X) / length, (b.Y - a.Y) / length);

        // In coordinates along the long axis and across it: a chord across has one position along.
        var turned = Array.ConvertAll(line, p => new OutlinePoint((p.X * along.X) + (p.Y * along.Y), (p.Y * along.X) - (p.X * along.Y)));
        var (t, first, last) = LongestAcross(turned);
        return new(Ends(a, b, spacing), Ends(Back(t, first, along), Back(t, last, along), spacing));
    }

    private static (OutlinePoint A, OutlinePoint B) Farthest(OutlinePoint[] line)
    {
        var (a, b, farthest) = (0, 0, -1.0);
        for (var i = 0; i < line.Length; i++)
        {
            for (var j = i + 1; j < line.Length; j++)
            {
                var (dx, dy) = (line[j].X - line[i].X, line[j].Y - line[i].Y);
                var squared = (dx * dx) + (dy * dy);
                if (squared > farthest)
                    (a, b, farthest) = (i, j, squared);
            }
        }

        return (line[a], line[b]);
    }

    /// <summary>The width is linear between the positions of the corners, so its maximum is at one of them.</summary>
    private static (double T, double First, double Last) LongestAcross(OutlinePoint[] turned)
    {
        var (best, crossings) = ((T: turned[0].X, First: turned[0].Y, Last: turned[0].Y), new List<double>());
        foreach (var corner in turned)
        {
            Cross(turned, corner.X, crossings);
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                if (crossings[i + 1] - crossings[i] > best.Last - best.First)
                    best = (corner.X, crossings[i], crossings[i + 1]);
            }
        }

        return best;
    }

    /// <summary>Where the line at position t crosses the outline, ascending: inside from the first to the second, and so on.</summary>
    private static void Cross(OutlinePoint[] turned, double t, List<double> crossings)
    {
        crossings.Clear();
        var before = turned[^1];
        foreach (var point in turned)
        {
            if (before.X <= t != point.X <= t)
                crossings.Add(before.Y + ((point.Y - before.Y) * (t - before.X) / (point.X - before.X)));
            before = point;
        }

        crossings.Sort();
    }

    private static OutlinePoint Back(double t, double across, OutlinePoint along) =>
        new((t * along.X) - (across * along.Y), (t * along.Y) + (across * along.X));

    private static ChordEnds Ends(OutlinePoint a, OutlinePoint b, Vector3 spacing) =>
        new(a.X / spacing.X, a.Y / spacing.Y, b.X / spacing.X, b.Y / spacing.Y);
}
