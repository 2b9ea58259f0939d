using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// Long and short axis of a convex outline (RECIST 1.1, Eisenhauer et al. 2009): its two farthest points, and the longest stretch inside it
/// perpendicular to their line. Angles and lengths are those in mm, for in-plane spacings that differ too.
/// </summary>
internal sealed record AxialAxes(ChordEnds Long, ChordEnds Short)
{
    /// <summary>Farthest pairs of pixels that differ by less are equally far, mm².</summary>
    private const double Tie = 1e-9;

    /// <summary>
    /// A nearly round outline can have its farthest points elsewhere than its pixels have, and be narrower across them. Where that would
    /// report a shorter short axis than the pixels' own, both axes lie as those of the pixels.
    /// </summary>
    /// <param name="outline">Corners of a convex outline in order, voxels.</param>
    /// <param name="pixels">Corners of the hull of the pixels' centres, inside the outline, voxels.</param>
    /// <param name="spacing">Of the grid, mm; its x and y axes are perpendicular.</param>
    public static AxialAxes Of(OutlinePoint[] outline, OutlinePoint[] pixels, Vector3 spacing)
    {
        var (line, centres) = (InMm(outline, spacing), InMm(pixels, spacing));
        var axes = Farthest(line).Select(along => Along(line, along)).MaxBy(axes => axes.Short.Length);
        foreach (var along in Farthest(centres))
        {
            if (Longest(centres, across: along).Length > axes.Short.Length)
                axes = Along(line, along);
        }

        return new(axes.Long.Ends(spacing), axes.Short.Ends(spacing));
    }

    private static OutlinePoint[] InMm(OutlinePoint[] voxels, Vector3 spacing) =>
        Array.ConvertAll(voxels, p => new OutlinePoint(p.X * spacing.X, p.Y * spacing.Y));

    /// <summary>Longest chords along a direction and across it; the longer one is the long axis.</summary>
    private static (Chord Long, Chord Short) Along(OutlinePoint[] line, OutlinePoint along)
    {
        var (first, second) = (Longest(line, across: new(-along.Y, along.X)), Longest(line, across: along));
        return first.Length >= second.Length ? (first, second) : (second, first);
    }

    /// <summary>Directions of the farthest pairs of points, of length 1; none for a single point.</summary>
    private static List<OutlinePoint> Farthest(OutlinePoint[] line)
    {
        var (directions, farthest) = (new List<OutlinePoint>(), 0.0);
        for (var i = 0; i < line.Length; i++)
        {
            for (var j = i + 1; j < line.Length; j++)
            {
                var (dx, dy) = (line[j].X - line[i].X, line[j].Y - line[i].Y);
                var squared = (dx * dx) + (dy * dy);
                if (squared < farthest - Tie)
                    continue;
                if (squared > farthest + Tie)
                    directions.Clear();
                farthest = Math.Max(farthest, squared);
                directions.Add(new(dx / Math.Sqrt(squared), dy / Math.Sqrt(squared)));
            }
        }

        return directions;
    }

    /// <summary>The width is linear between the positions of the corners, so its maximum is at one of them.</summary>
    private static Chord Longest(OutlinePoint[] line, OutlinePoint across)
    {
        // In coordinates along the direction and across it: a chord across has one position along.
        var turned = Array.ConvertAll(line, p => new OutlinePoint((p.X * across.X) + (p.Y * across.Y), (p.Y * across.X) - (p.X * across.Y)));
        var (best, length) = (turned[0].X, (First: turned[0].Y, Last: turned[0].Y));
        foreach (var corner in turned)
        {
            var here = At(turned, corner.X);
            if (here.Last - here.First > length.Last - length.First)
                (best, length) = (corner.X, here);
        }

        return new(Back(best, length.First, across), Back(best, length.Last, across));
    }

    /// <summary>Where the convex outline begins and ends at position t.</summary>
    private static (double First, double Last) At(OutlinePoint[] turned, double t)
    {
        var (first, last, before) = (double.MaxValue, double.MinValue, turned[^1]);
        foreach (var point in turned)
        {
            var (from, to) = before.X <= point.X ? (before, point) : (point, before);
            before = point;
            if (t < from.X || t > to.X)
                continue;

            var (low, high) = from.X == to.X ? (from.Y, to.Y) : (Between(from, to, t), Between(from, to, t));
            (first, last) = (Math.Min(first, Math.Min(low, high)), Math.Max(last, Math.Max(low, high)));
        }

        return (first, last);
    }

    private static double Between(OutlinePoint from, OutlinePoint to, double t) => from.Y + ((to.Y - from.Y) * (t - from.X) / (to.X - from.X));

    private static OutlinePoint Back(double t, double across, OutlinePoint along) =>
        new((t * along.X) - (across * along.Y), (t * along.Y) + (across * along.X));

    private readonly record struct Chord(OutlinePoint A, OutlinePoint B)
    {
        public double Length => double.Hypot(B.X - A.X, B.Y - A.Y);

        public ChordEnds Ends(Vector3 spacing) => new(A.X / spacing.X, A.Y / spacing.Y, B.X / spacing.X, B.Y / spacing.Y);
    }
}
