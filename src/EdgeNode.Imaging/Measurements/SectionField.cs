namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// One slice of a mask as numbers from 0 to 1 with a margin of zeros, plain or smoothed with a Gaussian of 0.9 pixels: its 0.5 iso-line
/// then follows the outline below the size of a pixel.
/// </summary>
internal sealed class SectionField
{
    public const int Margin = Radius + 1;
    private const int Radius = 3;
    private const double Sigma = 0.9;
    private static readonly double[] Kernel = MakeKernel();
    private readonly double[] _values;

    private SectionField(int width, int height, double[] values) => (Width, Height, _values) = (width, height, values);

    public int Width { get; }

    public int Height { get; }

    public double this[int x, int y] => _values[(y * Width) + x];

    /// <summary>The mask's slice as it is; pixel (0,0) of the box is at (Margin, Margin).</summary>
    public static SectionField Of(NodeMask mask, int z)
    {
        var (width, height) = (mask.Size.X + (2 * Margin), mask.Size.Y + (2 * Margin));
        var values = new double[width * height];
        var slice = mask.Slice(z);
        for (var i = 0; i < slice.Length; i++)
            values[(((i / mask.Size.X) + Margin) * width) + (i % mask.Size.X) + Margin] = slice[i] ? 1 : 0;
        return new(width, height, values);
    }

    public SectionField Smoothed() => new(Width, Height, Convolve(Convolve(_values, 1), Width));

    /// <summary>Along x for step 1, along y for a step of one row; what would reach outside is only the margin's zeros.</summary>
    private double[] Convolve(double[] from, int step)
    {
        var to = new double[from.Length];
        for (var y = Radius; y < Height - Radius; y++)
        {
            for (var x = Radius; x < Width - Radius; x++)
            {
                var (at, sum) = ((y * Width) + x, 0.0);
                for (var k = -Radius; k <= Radius; k++)
                    sum += Kernel[k + Radius] * from[at + (k * step)];
                to[at] = sum;
            }
        }

        return to;
    }

    private static double[] MakeKernel()
    {
        var weights = Enumerable.Range(-Radius, (2 * Radius) + 1).Select(k => Math.Exp(-k * k / (2 * Sigma * Sigma))).ToArray();
        return [.. weights.Select(w => w / weights.Sum())];
    }
}
