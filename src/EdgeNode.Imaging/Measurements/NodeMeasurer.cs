using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Measures nodes on the CT that they were segmented on.</summary>
public static class NodeMeasurer
{
    /// <summary>Measures all components, in parallel; the same input gives the same numbers.</summary>
    /// <param name="ct">Hounsfield units.</param>
    /// <param name="components">Found in a label volume on the grid of the CT.</param>
    /// <param name="options">What is known about the scan.</param>
    /// <returns>From the head downwards (largest patient z of the centroid first), then from the patient's right to the left.</returns>
    /// <exception cref="ArgumentException">A component reaches outside the grid of the CT.</exception>
    public static IReadOnlyList<NodeMeasurement> Measure(
        Volume<short> ct, IReadOnlyList<Component> components, MeasurementOptions options)
    {
        foreach (var component in components)
        {
            var box = component.Box;
            if (!ct.Size.Contains(box.X1, box.Y1, box.Z1))
                throw new ArgumentException("A component does not lie on the grid of the CT.", nameof(components));
        }

        var sections = new BodySections(ct);
        var (midplane, skin) = (new BodyMidplane(sections), new SkinLine(sections));
        var masks = components.Select(component => new NodeMask(component, ct.Geometry)).ToList();
        var nearest = NodeNeighbours.NearestMm(masks);
        var measured = new NodeMeasurement[components.Count];
        Parallel.For(0, measured.Length, i => measured[i] = Measure(ct, components[i], masks[i], options, midplane, skin) with { NearestNodeMm = nearest[i] });
        return [.. measured.OrderByDescending(node => node.CentroidMm.Z).ThenBy(node => node.CentroidMm.X).ThenBy(node => node.CentroidMm.Y)];
    }

    /// <summary>The patient's side of any point, as for nodes.</summary>
    /// <param name="ct">Hounsfield units; the slice of the point and two to either side are looked at.</param>
    /// <param name="point">LPS, mm.</param>
    /// <param name="z">Slice of the point.</param>
    public static NodeSide SideOf(Volume<short> ct, Vector3 point, int z) => new BodyMidplane(new(ct)).SideOf(point, z);

    private static NodeMeasurement Measure(Volume<short> ct, Component component, NodeMask mask, MeasurementOptions options, BodyMidplane midplane, SkinLine skin)
    {
        var geometry = ct.Geometry;
        var (axes, shortMm, slice) = Widest(mask, geometry.SpacingMm, options.Border);
        var axialSlice = component.Box.Z0 + slice;
        var density = NodeDensity.Of(ct, mask, options.Contrast);
        var border = NodeBorder.Of(ct, mask, slice);
        var centroid = Centroid(component, geometry);
        return new()
        {
            Component = component,
            CentroidMm = centroid,
            Side = midplane.SideOf(centroid, axialSlice),
            Box = component.Box,
            VolumeMm3 = component.Voxels * geometry.VoxelVolumeMm3,
            LongAxis = axes.Long,
            LongAxisMm = axes.Long.LengthMm(geometry.SpacingMm.X, geometry.SpacingMm.Y),
            ShortAxis = axes.Short,
            ShortAxisMm = shortMm,
            GreatestDimensionMm = Feret.GreatestMm(mask),
            AxialSlice = axialSlice,
            MeanHu = density.MeanHu,
            LowDensityFraction = density.LowDensityFraction,
            Sphericity = border.Sphericity,
            BorderRoughness = border.Roughness,
            BorderGradientHuPerMm = border.GradientHuPerMm,
            SkinDistanceMm = skin.DistanceMm(mask, axialSlice),
            Truncated = component.Box.Touches(ct.Size),
        };
    }

    /// <summary>
    /// Axes in the slice of most voxels. Of equal slices in that with the longest short axis, so that neither the order of the slices nor
    /// chance makes a node smaller; then in the first.
    /// </summary>
    private static (AxialAxes Axes, double ShortMm, int Slice) Widest(NodeMask mask, Vector3 spacing, SubvoxelBorder? border)
    {
        (AxialAxes? Axes, double ShortMm, int Slice) widest = (null, -1, 0);
        foreach (var slice in mask.LargestSlices())
        {
            var axes = AxialAxes.Of(Outline.Of(mask, slice, border), Outline.OfPixels(mask, slice), spacing);
            var shortMm = axes.Short.LengthMm(spacing.X, spacing.Y);
            if (shortMm > widest.ShortMm)
                widest = (axes, shortMm, slice);
        }

        return (widest.Axes!, widest.ShortMm, widest.Slice);
    }

    private static Vector3 Centroid(Component component, GridGeometry geometry)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        foreach (var run in component.Runs)
        {
            var row = run.Start / geometry.Size.X;
            x += run.Length * ((run.Start % geometry.Size.X) + ((run.Length - 1) / 2.0));
            y += (double)run.Length * (row % geometry.Size.Y);
            z += (double)run.Length * (row / geometry.Size.Y);
        }

        return geometry.ToPatient(x / component.Voxels, y / component.Voxels, z / component.Voxels);
    }
}
