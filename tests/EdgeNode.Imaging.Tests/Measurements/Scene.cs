using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Tests.Measurements;

/// <summary>A CT of one density with labelled shapes in it.</summary>
internal sealed class Scene(GridGeometry geometry, short hu = 100)
{
    private SubvoxelBorder? _border;

    public Volume<short> Ct { get; } = new(geometry, Enumerable.Repeat(hu, (int)geometry.Size.Voxels).ToArray());

    public Volume<byte> Labels { get; } = new(geometry, new byte[geometry.Size.Voxels]);

    /// <summary>Labels the voxels whose centre the test finds inside, given in voxels.</summary>
    public Scene Label(Func<double, double, double, bool> inside)
    {
        ForEach((x, y, z, i) => Labels.Span[i] = inside(x, y, z) ? (byte)1 : Labels.Span[i]);
        return this;
    }

    /// <summary>Labels the voxels of which more than half lies inside, in the plane of the slice, and keeps how much.</summary>
    public Scene Fill(Func<double, double, double, bool> inside)
    {
        var depths = new float[geometry.Size.Voxels];
        ForEach((x, y, z, i) => depths[i] = Share(inside, x, y, z) - 0.5f);
        ForEach((_, _, _, i) => Labels.Span[i] = depths[i] > 0 ? (byte)1 : Labels.Span[i]);
        _border = new([.. Enumerable.Range(0, depths.Length)], depths);
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
        NodeMeasurer.Measure(Ct, NodeComponents.Find(Labels, new() { MinVoxels = 1 }).Kept, new() { Contrast = contrast, Border = _border });

    public NodeMeasurement MeasureOne(bool contrast = true) => Assert.Single(Measure(contrast));

    /// <summary>Of the area of a pixel; one whose corners and middle agree is not looked into.</summary>
    private static float Share(Func<double, double, double, bool> inside, int x, int y, int z)
    {
        var corners = new[] { (0, 0), (-0.5, -0.5), (-0.5, 0.5), (0.5, -0.5), (0.5, 0.5) }.Count(step => inside(x + step.Item1, y + step.Item2, z));
        return corners is 0 or 5 ? corners / 5f : Enumerable.Range(0, 100).Count(i => inside(x + ((i % 10) / 10.0) - 0.45, y + (i / 10 / 10.0) - 0.45, z)) / 100f;
    }

    private void ForEach(Action<int, int, int, int> act)
    {
        var size = Ct.Size;
        for (var i = 0; i < size.Voxels; i++)
            act(i % size.X, i / size.X % size.Y, i / size.SliceVoxels, i);
    }
}
