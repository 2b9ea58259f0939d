using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>
/// Channels of a layer, each a volume whose planes (fixed a0) have a border of one zero voxel on every side. A plane is one run of memory, so a
/// voxel's neighbours lie at fixed distances, also across the ends of rows, and a convolution needs no special case at the edges of a plane.
/// </summary>
internal sealed unsafe class FeatureMap
{
    // Vectors may be read and written beyond the last voxel of a plane.
    private const int Tail = 128;

    private readonly float[] _memory;

    /// <param name="channels">Channels; memory is there for the next multiple of <see cref="Kernels.Channels"/>.</param>
    /// <param name="shape">Voxels of a channel without the border.</param>
    /// <param name="memory">Pinned, at least <see cref="Length"/> floats.</param>
    public FeatureMap(int channels, ArrayShape shape, float[] memory)
    {
        (Channels, Shape, _memory) = (channels, shape, memory);
        Pitch = shape.A2 + 2;
        PlaneStride = (shape.A1 + 2) * Pitch;
        ChannelStride = Stride(shape);
        Data = PackedWeights.Pointer(_memory);
    }

    public int Channels { get; }

    public ArrayShape Shape { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Pitch { get; }

    /// <summary>Floats from one plane to the next.</summary>
    public int PlaneStride { get; }

    public int ChannelStride { get; }

    public float* Data { get; }

    /// <summary>Floats that a map needs.</summary>
    public static int Length(int channels, ArrayShape shape) =>
        checked((channels + Kernels.Channels - 1) / Kernels.Channels * Kernels.Channels * Stride(shape));

    public static float[] Allocate(int length) => GC.AllocateArray<float>(length, pinned: true);

    public float* Channel(int channel) => Data + ((nint)channel * ChannelStride);

    /// <summary>First voxel of a row, behind the border.</summary>
    public float* Row(int channel, int i0, int i1) => Channel(channel) + ((nint)i0 * PlaneStride) + ((i1 + 1) * Pitch) + 1;

    /// <summary>Sets the border of a channel's plane to zero again, after vectors were written across it.</summary>
    public void ClearBorder(int channel, int i0)
    {
        var plane = Channel(channel) + ((nint)i0 * PlaneStride);
        new Span<float>(plane, Pitch + 1).Clear();
        for (var i1 = 1; i1 <= Shape.A1; i1++)
        {
            // The end of this row and the start of the next.
            plane[((i1 + 1) * Pitch) - 1] = 0;
            plane[(i1 + 1) * Pitch] = 0;
        }

        new Span<float>(plane + ((Shape.A1 + 1) * Pitch), Pitch).Clear();
    }

    public void ClearBorders()
    {
        for (var plane = 0; plane < Channels * Shape.A0; plane++)
        {
            ClearBorder(plane / Shape.A0, plane % Shape.A0);
        }
    }

    /// <summary>Copies voxels in from a volume without borders, for each channel one after the other.</summary>
    public void Fill(ReadOnlySpan<float> volumes)
    {
        for (var row = 0; row < Channels * Shape.A0 * Shape.A1; row++)
        {
            var (channel, i0, i1) = (row / Shape.A1 / Shape.A0, row / Shape.A1 % Shape.A0, row % Shape.A1);
            volumes.Slice(row * Shape.A2, Shape.A2).CopyTo(new(Row(channel, i0, i1), Shape.A2));
        }

        ClearBorders();
    }

    /// <summary>Copies voxels out to a volume without borders.</summary>
    public void CopyTo(Span<float> volumes)
    {
        for (var row = 0; row < Channels * Shape.A0 * Shape.A1; row++)
        {
            var (channel, i0, i1) = (row / Shape.A1 / Shape.A0, row / Shape.A1 % Shape.A0, row % Shape.A1);
            new ReadOnlySpan<float>(Row(channel, i0, i1), Shape.A2).CopyTo(volumes.Slice(row * Shape.A2, Shape.A2));
        }
    }

    // An odd number of cache lines, so that the same voxel of many channels does not fall into the same few sets of the cache.
    private static int Stride(ArrayShape shape)
    {
        var voxels = checked((shape.A0 * (shape.A1 + 2) * (shape.A2 + 2)) + Tail);
        return ((((voxels + 15) / 16) | 1) * 16);
    }
}
