using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>A CT of one density with labelled shapes in it.</summary>
internal sealed class Scene(GridGeometry geometry, short hu = 100)
{
    public Volume<short> Ct { get; } = new(geometry, Enumerable.Repeat(hu, (int)geometry.Size.Voxels).ToArray());

    public Volume<byte> Labels { get; } = new(geometry, new byte[geometry.Size.Voxels]);

    /// <summary>Labels the voxels whose centre the test finds inside, given in voxels.</summary>
    public Scene Label(Func<double, double, double, bool> inside)
    {
        ForEach((x, y, z, i) => Labels.Span[i] = inside(x, y, z) ? (byte)1 : Labels.Span[i]);
        return this;
    }

    public Scene Paint(Func<double, double, double, bool> inside, short value)
    {
        ForEach((x, y, z, i) => Ct.Span[i] = inside(x, y, z) ? value : Ct.Span[i]);
        return this;
    }

    /// <summary>Inside a sphere; centre in voxels, radius in mm.</summary>
    public Func<double, double, double, bool> Sphere(Vector3 centre, double radiusMm)
    {
        var spacing = Ct.Geometry.SpacingMm;
        return (x, y, z) => new Vector3((x - centre.X) * spacing.X, (y - centre.Y) * spacing.Y, (z - centre.Z) * spacing.Z).Length <= radiusMm;
    }

    public IReadOnlyList<NodeMeasurement> Measure(bool contrast = true) =>
        NodeMeasurer.Measure(Ct, NodeComponents.Find(Labels, new() { MinVoxels = 1 }).Kept, new() { Contrast = contrast });

    public NodeMeasurement MeasureOne(bool contrast = true) => Assert.Single(Measure(contrast));

    private void ForEach(Action<int, int, int, int> act)
    {
        var size = Ct.Size;
        for (var i = 0; i < size.Voxels; i++)
            act(i % size.X, i / size.X % size.Y, i / size.SliceVoxels, i);
    }
}
