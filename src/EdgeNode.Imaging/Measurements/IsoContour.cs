namespace EdgeNode.Imaging.Measurements;

/// <summary>A point of an outline, mm in the slice plane.</summary>
internal readonly record struct PlanePoint(double X, double Y);

/// <summary>A straight piece of an outline.</summary>
internal readonly record struct PlaneSegment(PlanePoint A, PlanePoint B);

/// <summary>
/// Outline of a slice mask with sub-pixel accuracy: the mask is smoothed by a Gaussian of 0.7 pixels and cut at one half (marching squares).
/// Measured on ellipses this is far nearer the truth than pixel centres or corners.
/// </summary>
internal sealed class IsoContour
{
    private const double Sigma = 0.7;
    private const int Margin = 4;
    private const double Level = 0.5;
    private static readonly double[] Kernel = MakeKernel();

    private IsoContour(IReadOnlyList<PlaneSegment> segments) => Segments = segments;

    public IReadOnlyList<PlaneSegment> Segments { get; }

    /// <summary>Of a mask of <paramref name="width"/> by <paramref name="height"/> pixels, spacing in mm.</summary>
    public static IsoContour Of(ReadOnlySpan<bool> mask, int width, int height, double xSpacing, double ySpacing)
    {
        var (w, h) = (width + (2 * Margin), height + (2 * Margin));
        var field = new double[w * h];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                field[((y + Margin) * w) + x + Margin] = mask[(y * width) + x] ? 1 : 0;
            }
        }

        var smooth = Blur(Blur(field, w, h, 1, 0), w, h, 0, 1);
        // A node of a pixel or two never reaches one half after smoothing: its outline is cut halfway up what is there.
        var level = Math.Min(Level, smooth.Max() / 2);
        var segments = new List<PlaneSegment>();
        for (var y = 0; y < h - 1; y++)
        {
            for (var x = 0; x < w - 1; x++)
            {
                Cell(smooth, w, x, y, level, segments);
            }
        }

        return new([.. segments.Select(s => new PlaneSegment(ToMm(s.A), ToMm(s.B)))]);

        PlanePoint ToMm(PlanePoint p) => new((p.X - Margin) * xSpacing, (p.Y - Margin) * ySpacing);
    }

    private static void Cell(double[] field, int w, int x, int y, double level, List<PlaneSegment> segments)
    {
        Span<double> corner = [field[(y * w) + x], field[(y * w) + x + 1], field[((y + 1) * w) + x + 1], field[((y + 1) * w) + x]];
        Span<PlanePoint> at = [new(x, y), new(x + 1, y), new(x + 1, y + 1), new(x, y + 1)];
        Span<PlanePoint> crossings = stackalloc PlanePoint[4];
        var count = 0;
        for (var i = 0; i < 4; i++)
        {
            var j = (i + 1) % 4;
            if (corner[i] >= level != corner[j] >= level)
            {
                var t = (level - corner[i]) / (corner[j] - corner[i]);
                crossings[count++] = new(at[i].X + (t * (at[j].X - at[i].X)), at[i].Y + (t * (at[j].Y - at[i].Y)));
            }
        }

        for (var i = 0; i + 1 < count; i += 2)
        {
            segments.Add(new(crossings[i], crossings[i + 1]));
        }
    }

    private static double[] Blur(double[] field, int w, int h, int dx, int dy)
    {
        var result = new double[field.Length];
        var radius = Kernel.Length / 2;
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                for (var k = -radius; k <= radius; k++)
                {
                    var (sx, sy) = (x + (k * dx), y + (k * dy));
                    if ((uint)sx < (uint)w && (uint)sy < (uint)h)
                    {
                        result[(y * w) + x] += Kernel[k + radius] * field[(sy * w) + sx];
                    }
                }
            }
        }

        return result;
    }

    private static double[] MakeKernel()
    {
        var kernel = Enumerable.Range(-3, 7).Select(i => Math.Exp(-0.5 * i * i / (Sigma * Sigma))).ToArray();
        var sum = kernel.Sum();
        return [.. kernel.Select(value => value / sum)];
    }
}
