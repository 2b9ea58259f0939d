using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>A chord of an outline, mm in the slice plane.</summary>
internal readonly record struct Chord(PlanePoint A, PlanePoint B)
{
    public double LengthMm => Math.Sqrt(((B.X - A.X) * (B.X - A.X)) + ((B.Y - A.Y) * (B.Y - A.Y)));

    /// <summary>The same chord in voxels of the source slice.</summary>
    public ChordEnds ToVoxels(NodeMask mask, Vector3 spacing) => new(
        (A.X / spacing.X) + mask.Box.X0,
        (A.Y / spacing.Y) + mask.Box.Y0,
        (B.X / spacing.X) + mask.Box.X0,
        (B.Y / spacing.Y) + mask.Box.Y0);
}

/// <summary>Long axis: the longest distance of two outline points. Short axis: the longest chord perpendicular to it (RECIST 1.1).</summary>
internal readonly record struct AxialAxes(Chord Long, Chord Short)
{
    private const int Lines = 200;

    public static AxialAxes Of(IsoContour outline)
    {
        var longest = Longest(ConvexHull.Of([.. outline.Segments.Select(segment => segment.A)]));
        return new(longest, Perpendicular(outline, longest));
    }

    private static Chord Longest(IReadOnlyList<PlanePoint> hull)
    {
        var best = new Chord(hull[0], hull[0]);
        for (var i = 0; i < hull.Count; i++)
        {
            for (var j = i + 1; j < hull.Count; j++)
            {
                var chord = new Chord(hull[i], hull[j]);
                best = chord.LengthMm > best.LengthMm ? chord : best;
            }
        }

        return best;
    }

    /// <summary>Cuts the outline with lines across the long axis and takes the longest piece that lies inside.</summary>
    private static Chord Perpendicular(IsoContour outline, Chord longest)
    {
        var length = longest.LengthMm;
        var (ux, uy) = ((longest.B.X - longest.A.X) / length, (longest.B.Y - longest.A.Y) / length);
        var best = new Chord(longest.A, longest.A);
        for (var line = 1; line < Lines; line++)
        {
            var along = length * line / Lines;
            var cuts = outline.Segments
                .Select(segment => Cut(segment, longest.A, ux, uy, along))
                .OfType<double>()
                .Order()
                .ToList();
            for (var i = 0; i + 1 < cuts.Count; i += 2)
            {
                if (cuts[i + 1] - cuts[i] > best.LengthMm)
                {
                    best = new(At(cuts[i]), At(cuts[i + 1]));
                }
            }

            PlanePoint At(double across) => new(longest.A.X + (ux * along) - (uy * across), longest.A.Y + (uy * along) + (ux * across));
        }

        return best;
    }

    /// <summary>Position across the long axis where a segment meets the line at <paramref name="along"/>; null where it does not.</summary>
    private static double? Cut(PlaneSegment segment, PlanePoint origin, double ux, double uy, double along)
    {
        var (a, b) = (Along(segment.A), Along(segment.B));
        if (a >= along == b >= along)
        {
            return null;
        }

        var t = (along - a) / (b - a);
        return Across(segment.A) + (t * (Across(segment.B) - Across(segment.A)));

        double Along(PlanePoint p) => ((p.X - origin.X) * ux) + ((p.Y - origin.Y) * uy);
        double Across(PlanePoint p) => ((p.Y - origin.Y) * ux) - ((p.X - origin.X) * uy);
    }
}
