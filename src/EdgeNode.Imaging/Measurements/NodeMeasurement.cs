using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Imaging.Measurements;

/// <summary>The patient's side of the body's mid-plane; within 5 mm of it is midline.</summary>
public enum NodeSide
{
    Left,
    Right,
    Midline,
}

/// <summary>End points of a chord, in voxels of the axial slice it lies in.</summary>
public readonly record struct ChordEnds(double X0, double Y0, double X1, double Y1);

/// <summary>What is measured of one node. Lengths in patient millimetres, positions LPS, voxel indices zero-based on the source grid.</summary>
public sealed record NodeMeasurement
{
    public required Component Component { get; init; }

    public required Vector3 CentroidMm { get; init; }

    public required NodeSide Side { get; init; }

    /// <summary>First and last voxel, both inside.</summary>
    public required VoxelBox Box { get; init; }

    public required double VolumeMm3 { get; init; }

    /// <summary>Longest chord of the outline on the axial slice of largest area (RECIST 1.1).</summary>
    public required double LongAxisMm { get; init; }

    /// <summary>Longest chord perpendicular to the long axis on the same slice (RECIST 1.1).</summary>
    public required double ShortAxisMm { get; init; }

    public required ChordEnds LongAxis { get; init; }

    public required ChordEnds ShortAxis { get; init; }

    /// <summary>Largest distance between two of the node's voxel centres, plus one voxel along that direction (3D Feret diameter).</summary>
    public required double GreatestDimensionMm { get; init; }

    /// <summary>Slice of the source grid with the largest cross-section; the first of equal ones.</summary>
    public required int AxialSlice { get; init; }

    /// <summary>Mean HU of the node eroded by 1 mm; of the whole node where nothing is left.</summary>
    public required double MeanHu { get; init; }

    /// <summary>Share of the eroded node whose 3x3x3 median is at least -20 and below 30 HU; null without contrast.</summary>
    public double? LowDensityFraction { get; init; }

    /// <summary>The node touches the edge of the volume: every size is a minimum.</summary>
    public required bool Truncated { get; init; }
}

/// <summary>How nodes are measured.</summary>
public sealed record MeasurementOptions
{
    /// <summary>The scan has contrast, so that a low-density centre means something.</summary>
    public bool Contrast { get; init; }
}
