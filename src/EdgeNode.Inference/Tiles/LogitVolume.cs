using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>Logits of every class on the network's grid: one array for each class, a2 contiguous.</summary>
internal sealed record LogitVolume(float[][] Classes, ArrayShape Shape)
{
    public static LogitVolume Allocate(int classes, ArrayShape shape) =>
        new([.. Enumerable.Range(0, classes).Select(_ => new float[checked((int)shape.Voxels)])], shape);

    /// <summary>The box of a shape that starts at a voxel; this volume itself where the shape is its own.</summary>
    public LogitVolume Crop(ArrayShape low, ArrayShape shape) =>
        shape == Shape ? this : new([.. Classes.Select(voxels => Box.Copy(voxels, Shape, low, shape))], shape);

    /// <summary>Adds another volume of the same shape.</summary>
    public void Add(LogitVolume other)
    {
        for (var c = 0; c < Classes.Length; c++)
        {
            System.Numerics.Tensors.TensorPrimitives.Add(Classes[c], other.Classes[c], Classes[c]);
        }
    }

    public void Divide(float divisor)
    {
        foreach (var voxels in Classes)
        {
            System.Numerics.Tensors.TensorPrimitives.Divide(voxels, divisor, voxels);
        }
    }
}
