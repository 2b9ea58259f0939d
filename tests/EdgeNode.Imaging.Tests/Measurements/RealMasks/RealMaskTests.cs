using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Nrrd;
using EdgeNode.Imaging.Volumes;
using EdgeNode.TestData;

namespace EdgeNode.Imaging.Tests.Measurements.RealMasks;

/// <summary>
/// Masks that people drew: organs of the neck and the target volumes of nodal radiotherapy (no nodes that somebody outlined one by one are
/// reachable). Every one is measured, and alike however it is stored; skipped where the data is not beside the checkout.
/// </summary>
public sealed class RealMaskTests
{
    /// <summary>Two sums in another order, mm or mm³ for each mm³.</summary>
    private const double Rounding = 1e-6;

    [Fact]
    public void Organ_masks_are_measured_alike_however_they_are_stored() =>
        AssertAlike(Directory.EnumerateFiles(RealData.PathOrSkip("data/oar-masks-tcia"), "*.nrrd", SearchOption.AllDirectories), NrrdReader.ReadLabels, least: 16);

    [Fact]
    public void Targets_and_organs_of_planned_necks_are_measured_alike_however_they_are_stored() =>
        AssertAlike(Directory.EnumerateFiles(RealData.PathOrSkip("data/hn-openkbp"), "*.nii.gz", SearchOption.AllDirectories).Where(path => path.Contains("/roi/", StringComparison.Ordinal)), NiftiReader.ReadLabels, least: 40);

    private static void AssertAlike(IEnumerable<string> paths, Func<string, VolumeReading<byte>> read, int least)
    {
        // A fifth of them in every run; all with EDGENODE_EVERY_MASK set, which takes some minutes.
        var every = Environment.GetEnvironmentVariable("EDGENODE_EVERY_MASK") is not null;
        var measured = 0;
        Parallel.ForEach(paths.Order(StringComparer.Ordinal).Where((_, i) => every || i % 5 == 0), path =>
        {
            if (Relaid.Cropped(read(path).Volume!.Value) is not { } mask)
                return;

            var name = $"{Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path)))} {Path.GetFileName(path)}";
            var nodes = Measure(mask);
            Assert.All(nodes, node => AssertSound(node, mask, name));
            foreach (var (how, other) in new[] { ("x", Relaid.FlippedX(mask)), ("y", Relaid.FlippedY(mask)), ("z", Relaid.FlippedZ(mask)), ("transposed", Relaid.Transposed(mask)) })
                AssertEqual(nodes, Measure(other), Rounding, 0, $"{name}, {how}");

            // Half pixels show the corners that whole ones round off, and lie closer to the border: a pixel at most.
            var spacing = mask.Geometry.SpacingMm;
            AssertEqual(nodes, Measure(Relaid.Halved(mask)), Rounding, Math.Max(spacing.X, spacing.Y), $"{name}, halved");
            Interlocked.Increment(ref measured);
        });
        Assert.True(measured >= least, $"{measured} masks");
    }

    private static void AssertSound(NodeMeasurement node, Volume<byte> mask, string name)
    {
        double[] numbers = [node.LongAxisMm, node.ShortAxisMm, node.GreatestDimensionMm, node.VolumeMm3, node.CentroidMm.X, node.CentroidMm.Y, node.CentroidMm.Z];
        Assert.All(numbers, number => Assert.True(double.IsFinite(number), name));
        Assert.True(node.ShortAxisMm > 0 && node.ShortAxisMm <= node.LongAxisMm + Rounding, name);

        // The outline reaches half a pixel past the farthest centres, the greatest dimension a whole voxel.
        Assert.True(node.GreatestDimensionMm >= node.LongAxisMm - Math.Max(mask.Geometry.SpacingMm.X, mask.Geometry.SpacingMm.Y), name);
    }

    private static void AssertEqual(List<NodeMeasurement> expected, List<NodeMeasurement> actual, double relative, double axesMm, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {expected.Count} and {actual.Count} parts");
        foreach (var (one, other) in expected.Zip(actual))
        {
            // Of equally large slices, which one is the widest can hang on the size of the pixels.
            if (axesMm > 0 && one.AxialSlice != other.AxialSlice)
                continue;

            Assert.True(Math.Abs(one.VolumeMm3 - other.VolumeMm3) <= relative * one.VolumeMm3, $"{what}: volume");
            Assert.True((one.CentroidMm - other.CentroidMm).Length <= relative * 1000, $"{what}: centroid");
            Assert.True(Math.Abs(one.LongAxisMm - other.LongAxisMm) <= axesMm + relative, $"{what}: long axis {one.LongAxisMm} and {other.LongAxisMm}");
            Assert.True(Math.Abs(one.GreatestDimensionMm - other.GreatestDimensionMm) <= (2 * axesMm) + relative, $"{what}: greatest dimension {one.GreatestDimensionMm} and {other.GreatestDimensionMm}");

            // Where two directions are nearly longest, the short axis lies across either.
            if (axesMm == 0)
                Assert.True(Math.Abs(one.ShortAxisMm - other.ShortAxisMm) <= relative, $"{what}: short axis {one.ShortAxisMm} and {other.ShortAxisMm}");
            else
                Assert.True(Math.Abs(one.ShortAxisMm - other.ShortAxisMm) <= Math.Max(2 * axesMm, 0.18 * one.ShortAxisMm), $"{what}: short axis {one.ShortAxisMm} and {other.ShortAxisMm}");
        }
    }

    /// <summary>From the head downwards, the larger of equals first.</summary>
    private static List<NodeMeasurement> Measure(Volume<byte> mask)
    {
        var components = NodeComponents.Find(mask, new() { MinVoxels = 1 }).Kept;
        var nodes = NodeMeasurer.Measure(new(mask.Geometry, new short[mask.Size.Voxels]), components, new() { Contrast = false });
        return [.. nodes.OrderBy(node => Math.Round(node.VolumeMm3, 3)).ThenBy(node => Math.Round(node.CentroidMm.Z, 3)).ThenBy(node => Math.Round(node.CentroidMm.X, 3)).ThenBy(node => Math.Round(node.CentroidMm.Y, 3))];
    }
}
