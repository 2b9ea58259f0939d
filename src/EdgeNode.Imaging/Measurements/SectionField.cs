namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// One slice of a mask as numbers of which the 0.5 iso-line is the outline: 0 and 1 as the mask is, the same smoothed with a Gaussian of 0.9 pixels,
/// or what a network thought of the voxels; the latter two follow the outline below the size of a pixel.
/// </summary>
internal sealed class SectionField
{
    public const int Margin = Radius + 1;
    private const int Radius = 3;
    private const double Sigma = 0.9;

    /// <summary>Of a depth, so that a voxel that is labelled lies inside the line and one that is not outside.</summary>
    private const double Least = 1e-4;

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

    /// <summary>
    /// The mask's slice with its border where it lies between voxels. Where the depth of a voxel beside the node is not known, the border passes in the
    /// middle to the deepest of its neighbours in the slice.
    /// </summary>
    public static SectionField Of(NodeMask mask, int z, SubvoxelBorder border)
    {
        var (width, height) = (mask.Size.X + (2 * Margin), mask.Size.Y + (2 * Margin));
        var values = new double[width * height];
        foreach (var (x, y) in Pixels(1, mask.Size.X, mask.Size.Y))
            values[((y + Margin) * width) + x + Margin] = 0.5 + (Inside(x, y) ?? Outside(x, y));
        return new(width, height, values);

        double? Inside(int x, int y) => mask.Contains(x, y, z) ? Math.Max(border.At(mask.VoxelIndex(x, y, z)!.Value) ?? 1, Least) : null;

        double Outside(int x, int y) =>
            mask.VoxelIndex(x, y, z) is { } voxel && border.At(voxel) is <= 0 and var depth
                ? Math.Min(depth, -Least)
                : -Pixels(1, 1, 1).Max(step => Inside(x + step.X, y + step.Y) ?? Least);
    }

    public SectionField Smoothed() => new(Width, Height, Convolve(Convolve(_values, 1), Width));

    /// <summary>Of a picture and a rim around it.</summary>
    private static IEnumerable<(int X, int Y)> Pixels(int rim, int width, int height)
    {
        for (var y = -rim; y < height + rim; y++)
        {
            for (var x = -rim; x < width + rim; x++)
                yield return (x, y);
        }
    }

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
