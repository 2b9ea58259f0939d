namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// How deep in a node (above 0) or outside all nodes (below 0) voxels near a border lie; the border is where this passes 0 between two voxels,
/// linear between them. Of a network: the highest logit of the nodes' classes less that of the background, of which the label is only the sign.
/// </summary>
/// <param name="VoxelIndices">Positions in the label volume, ascending; voxels farther away may be left out.</param>
/// <param name="Depths">One for each of them, in any unit.</param>
public sealed record SubvoxelBorder(int[] VoxelIndices, float[] Depths)
{
    /// <summary>Null where it was left out.</summary>
    public float? At(int voxel) => Array.BinarySearch(VoxelIndices, voxel) is >= 0 and var n ? Depths[n] : null;
}
