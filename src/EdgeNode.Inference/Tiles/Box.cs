using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>Copies boxes of voxels.</summary>
internal static class Box
{
    /// <summary>The voxels of a box that lies inside a volume.</summary>
    public static float[] Copy(float[] volume, ArrayShape shape, ArrayShape low, ArrayShape size)
    {
        var box = GC.AllocateUninitializedArray<float>((int)size.Voxels);
        Copy(volume, shape, low, box, size);
        return box;
    }

    /// <summary>The same into an array that is there.</summary>
    public static void Copy(float[] volume, ArrayShape shape, ArrayShape low, float[] box, ArrayShape size)
    {
        for (var row = 0; row < size.A0 * size.A1; row++)
        {
            volume.AsSpan(Row(shape, low, size, row), size.A2).CopyTo(box.AsSpan(row * size.A2));
        }
    }

    /// <summary>Where the given row of a box starts in the volume.</summary>
    public static int Row(ArrayShape shape, ArrayShape low, ArrayShape size, int row) =>
        ((((low.A0 + (row / size.A1)) * shape.A1) + low.A1 + (row % size.A1)) * shape.A2) + low.A2;

    /// <summary>
    /// A volume with 0 around it so that it is nowhere smaller than <paramref name="atLeast"/>, and where the original starts in it; the
    /// smaller half of the padding lies before (nnU-Net pads after normalisation, so 0 is the mean).
    /// </summary>
    public static (T[] Voxels, ArrayShape Shape, ArrayShape Low) Pad<T>(T[] voxels, ArrayShape shape, ArrayShape atLeast)
    {
        var padded = new ArrayShape(Math.Max(shape.A0, atLeast.A0), Math.Max(shape.A1, atLeast.A1), Math.Max(shape.A2, atLeast.A2));
        var low = new ArrayShape((padded.A0 - shape.A0) / 2, (padded.A1 - shape.A1) / 2, (padded.A2 - shape.A2) / 2);
        if (padded == shape)
        {
            return (voxels, shape, low);
        }

        var result = new T[padded.Voxels];
        for (var row = 0; row < shape.A0 * shape.A1; row++)
        {
            voxels.AsSpan(row * shape.A2, shape.A2).CopyTo(result.AsSpan(Row(padded, low, shape, row)));
        }

        return (result, padded, low);
    }
}
