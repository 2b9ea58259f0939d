using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Position, size and density of one node. Lengths in mm, densities in HU, voxels zero-based on the grid of the CT.</summary>
public sealed record NodeMeasurement
{
    public required Component Component { get; init; }

    /// <summary>Mean of the voxel centres, LPS millimetres.</summary>
    public required Vector3 CentroidMm { get; init; }

    public required NodeSide Side { get; init; }

    /// <summary>Inclusive first and last voxel.</summary>
    public required VoxelBox Box { get; init; }

    /// <summary>Voxels times the volume of one.</summary>
    public required double VolumeMm3 { get; init; }

    /// <summary>Longest chord of the hull of the outline in <see cref="AxialSlice"/> (RECIST 1.1); never below the distance of two pixels.</summary>
    public required double LongAxisMm { get; init; }

    /// <summary>Longest chord perpendicular to the long axis in the same hull (RECIST 1.1); never below that of the hull of the pixels' centres.</summary>
    public required double ShortAxisMm { get; init; }

    public required ChordEnds LongAxis { get; init; }

    public required ChordEnds ShortAxis { get; init; }

    /// <summary>
    /// Feret diameter in three dimensions: the farthest two voxels, centre to centre, plus the extent of a voxel in that direction (that of
    /// the ellipsoid inscribed in it). n voxels in a row are n spacings long, one voxel is as long as its longest edge.
    /// </summary>
    public required double GreatestDimensionMm { get; init; }

    /// <summary>Slice of the grid (z) with most voxels of the node; of equals that with the longest short axis, then the first.</summary>
    public required int AxialSlice { get; init; }

    /// <summary>Mean over the voxels that are 1 mm inside, over the whole node where there are none.</summary>
    public required double MeanHu { get; init; }

    /// <summary>
    /// Share of the voxels 1 mm inside whose 3x3x3 median is at least -20 and below 30 HU (fat is lower, enhancing tissue higher);
    /// null without contrast and for a node too small to have such voxels.
    /// </summary>
    public required double? LowDensityFraction { get; init; }

    /// <summary>Surface of the ball of the same volume over the node's own: 1 for a ball, less for what is long, flat or lobulated; at most 1.</summary>
    public required double Sphericity { get; init; }

    /// <summary>Length of the smoothed outline in <see cref="AxialSlice"/> over that of its convex hull: 1 is even and convex.</summary>
    public required double BorderRoughness { get; init; }

    /// <summary>Mean steepness of the CT over the voxels of the border, HU/mm: low where a node fades into its surroundings.</summary>
    public required double BorderGradientHuPerMm { get; init; }

    /// <summary>In <see cref="AxialSlice"/>, from the nearest voxel to the skin, mm; null where the image shows no skin there.</summary>
    public required double? SkinDistanceMm { get; init; }

    /// <summary>To the nearest voxel of another node, mm; null for a node that is alone.</summary>
    public double? NearestNodeMm { get; init; }

    /// <summary>The node touches the edge of the volume: every size is a minimum.</summary>
    public required bool Truncated { get; init; }
}
