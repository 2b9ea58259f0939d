namespace EdgeNode.Imaging.Components;

/// <summary>Voxels with a label that touch by a face, edge or corner, whatever their classes.</summary>
public sealed class Component
{
    internal Component(IReadOnlyList<VoxelRun> runs, IReadOnlyList<int> classVoxels, VoxelBox box, byte label)
    {
        Runs = runs;
        ClassVoxels = classVoxels;
        Box = box;
        Label = label;
        Voxels = classVoxels.Sum();
    }

    /// <summary>The voxels, row by row, in the order of the volume.</summary>
    public IReadOnlyList<VoxelRun> Runs { get; }

    /// <summary>Voxels of each label: index 1 negative, 2 positive, 3 ENE; index 0 is always 0.</summary>
    public IReadOnlyList<int> ClassVoxels { get; }

    public VoxelBox Box { get; }

    /// <summary>1 negative, 2 positive or 3 ENE, by <see cref="ComponentOptions.MinClassShare"/>.</summary>
    public byte Label { get; }

    /// <summary>Number of voxels.</summary>
    public int Voxels { get; }

    /// <summary>Positions of all voxels in <see cref="Volumes.Volume{T}.Voxels"/>, ascending.</summary>
    public IEnumerable<int> VoxelIndices()
    {
        foreach (var run in Runs)
        {
            for (var i = run.Start; i < run.Start + run.Length; i++)
                yield return i;
        }
    }
}
