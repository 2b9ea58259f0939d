using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Measures nodes on the grid of the CT, each from its own voxels.</summary>
public static class NodeMeasurer
{
    /// <summary>All nodes, from the head downwards, then from the patient's right to the left.</summary>
    /// <param name="ct">HU on the grid the components were found on.</param>
    public static IReadOnlyList<NodeMeasurement> Measure(Volume<short> ct, IReadOnlyList<Component> components, MeasurementOptions options) =>
    [
        .. components.AsParallel().Select(component => Measure(ct, component, options))
            .OrderByDescending(node => node.CentroidMm.Z).ThenBy(node => node.CentroidMm.X),
    ];

    private static NodeMeasurement Measure(Volume<short> ct, Component component, MeasurementOptions options)
    {
        var mask = NodeMask.Of(component, ct.Size);
        var grid = ct.Geometry;
        var centroid = mask.Centroid(grid);
        var slice = mask.LargestSlice();
        var axes = AxialAxes.Of(mask.SliceOutline(slice, grid.SpacingMm.X, grid.SpacingMm.Y));
        var density = NodeDensity.Of(ct, mask, options.Contrast);
        return new()
        {
            Component = component,
            CentroidMm = centroid,
            Side = BodyMidline.SideOf(ct, slice + component.Box.Z0, centroid),
            Box = component.Box,
            VolumeMm3 = component.Voxels * grid.VoxelVolumeMm3,
            LongAxisMm = axes.Long.LengthMm,
            ShortAxisMm = axes.Short.LengthMm,
            LongAxis = axes.Long.ToVoxels(mask, grid.SpacingMm),
            ShortAxis = axes.Short.ToVoxels(mask, grid.SpacingMm),
            GreatestDimensionMm = FeretDiameter.Of(mask, grid),
            AxialSlice = slice + component.Box.Z0,
            MeanHu = density.MeanHu,
            LowDensityFraction = density.LowDensityFraction,
            Truncated = component.Box.Touches(ct.Size),
        };
    }
}
