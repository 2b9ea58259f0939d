namespace EdgeNode.Imaging.Components;

/// <summary>Neighbouring voxels of one row (fixed y and z).</summary>
/// <param name="Start">Position of the first voxel in <see cref="Volumes.Volume{T}.Voxels"/>.</param>
/// <param name="Length">Voxels along x.</param>
public readonly record struct VoxelRun(int Start, int Length);
