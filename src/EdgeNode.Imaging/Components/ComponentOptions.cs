using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Components;

/// <summary>What makes a connected component a node.</summary>
public sealed record ComponentOptions
{
    /// <summary>Components of at least this many voxels of the reference grid are kept (acvl_utils remove_components: size >= threshold).</summary>
    public required double MinVoxels { get; init; }

    /// <summary>Spacing (x, y, z, mm) of the grid that <see cref="MinVoxels"/> counts in; null for the labels' own grid.</summary>
    public Vector3? ReferenceSpacingMm { get; init; }

    /// <summary>
    /// A component gets the worst class (ENE over positive over negative) such that at least this share of its voxels is of that class or
    /// worse. A fifth: a network leaves a rim of the neighbouring class on most nodes, well below that, while a real second class in a
    /// conglomerate takes more. Our choice; a model's bundle names its own from validation data. 0 lets a single voxel decide.
    /// </summary>
    public double MinClassShare { get; init; } = 0.2;

    /// <summary>The threshold in voxels of a grid: reference voxels times the ratio of the two voxel volumes.</summary>
    internal double MinVoxelsOn(GridGeometry grid)
    {
        if (ReferenceSpacingMm is not { } reference)
            return MinVoxels;

        var here = grid.SpacingMm;
        return MinVoxels * (reference.X * reference.Y * reference.Z / (here.X * here.Y * here.Z));
    }
}
