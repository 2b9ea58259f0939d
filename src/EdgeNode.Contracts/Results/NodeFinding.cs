namespace EdgeNode.Contracts.Results;

/// <summary>
/// One lymph node as the network saw it. Lengths in patient millimetres, positions LPS, voxel indices zero-based x,y,z on the input grid.
/// </summary>
public sealed record NodeFinding
{
    /// <summary>1-based number, stable within a revision: from the head downwards.</summary>
    public required int Id { get; init; }

    public required NodeClass Label { get; init; }

    /// <summary>Mean softmax over the node's voxels for negative, positive, ENE, normalised to sum 1. Not calibrated.</summary>
    public required IReadOnlyList<double> ClassProbabilities { get; init; }

    public required IReadOnlyList<double> CentroidMm { get; init; }

    /// <summary>The patient's side: <c>left</c>, <c>right</c>, or <c>midline</c> within 5 mm of the body's mid-plane.</summary>
    public required string Side { get; init; }

    /// <summary>Inclusive first and last voxel: x0,y0,z0,x1,y1,z1.</summary>
    public required IReadOnlyList<int> BoundingBoxVoxels { get; init; }

    public required double VolumeMm3 { get; init; }

    /// <summary>Longest in-plane chord on the axial slice of largest area (RECIST 1.1).</summary>
    public required double LongAxisMm { get; init; }

    /// <summary>Longest chord perpendicular to the long axis on the same slice (RECIST 1.1).</summary>
    public required double ShortAxisMm { get; init; }

    /// <summary>End points of the long axis: x,y,x,y in voxels of <see cref="AxialSlice"/>.</summary>
    public required IReadOnlyList<double> LongAxisVoxels { get; init; }

    /// <summary>End points of the short axis: x,y,x,y in voxels of <see cref="AxialSlice"/>.</summary>
    public required IReadOnlyList<double> ShortAxisVoxels { get; init; }

    /// <summary>Greatest 3D extent (Feret diameter).</summary>
    public required double GreatestDimensionMm { get; init; }

    /// <summary>Zero-based slice of the input grid with the largest cross-section.</summary>
    public required int AxialSlice { get; init; }

    /// <summary>Mean Hounsfield value of the node eroded by 1 mm (the whole node where nothing is left).</summary>
    public required double MeanHu { get; init; }

    /// <summary>Share of the eroded node between -20 and 30 HU after a 3x3x3 median; null without contrast.</summary>
    public double? LowDensityFraction { get; init; }

    /// <summary>Surface of the ball of the same volume over the node's own: 1 for a ball, less for what is long, flat or lobulated.</summary>
    public double? Sphericity { get; init; }

    /// <summary>Length of the outline in <see cref="AxialSlice"/> over that of its convex hull: 1 is even and convex.</summary>
    public double? BorderRoughness { get; init; }

    /// <summary>Mean steepness of the CT over the node's border, HU/mm: low where it fades into its surroundings.</summary>
    public double? BorderGradientHuPerMm { get; init; }

    /// <summary>From the node to the skin in <see cref="AxialSlice"/>; null where the image shows no skin there.</summary>
    public double? SkinDistanceMm { get; init; }

    /// <summary>To the nearest voxel of another node; null for a node that is alone.</summary>
    public double? NearestNodeMm { get; init; }

    /// <summary>Of the node's middle below the skull base, along the patient's z; null where the skull base is not in the image.</summary>
    public double? BelowSkullBaseMm { get; init; }

    /// <summary>Of the node's middle above the lung apices, along the patient's z; null where they are not in the image.</summary>
    public double? AboveLungApexMm { get; init; }

    /// <summary>The node touches the edge of the volume: every size is a minimum.</summary>
    public required bool Truncated { get; init; }

    /// <summary>The short axis lies within the segmentation's own uncertainty of a size threshold.</summary>
    public bool Borderline { get; init; }
}
