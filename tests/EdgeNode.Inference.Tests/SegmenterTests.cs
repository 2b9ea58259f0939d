using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Tests.Bundles;
using EdgeNode.Inference.Tests.Fakes;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests;

public sealed class SegmenterTests : IDisposable
{
    private static readonly Vector3[] Patient = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
    private static readonly Volume<short> Neck = Noise(new(new(23, 19, 14), new(0.9, 1.1, 2), new(-10, 4, 100), Patient[0], Patient[1], Patient[2]));

    private static readonly int[][] Permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    private readonly BundleTestFolder _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void However_a_volume_is_stored_its_labels_lie_at_the_same_places_in_the_patient()
    {
        var segmenter = Segmenter(new NeighbourNetwork());
        var expected = segmenter.Segment(Neck).Segmentation!;
        Assert.All(Enumerable.Range(0, 4), label => Assert.Contains((byte)label, expected.Labels.Voxels.ToArray()));
        foreach (var (order, flips) in Permutations.SelectMany(order => Enumerable.Range(0, 8).Select(flips => (order, flips))))
        {
            var stored = Store(Neck, order, [(flips & 1) != 0, (flips & 2) != 0, (flips & 4) != 0]);
            var actual = segmenter.Segment(stored).Segmentation!;
            Assert.Equal(stored.Geometry, actual.Labels.Geometry);
            AssertSamePlaces(expected, actual);
        }
    }

    [Fact]
    public void An_oblique_volume_is_computed_on_its_own_voxels()
    {
        var (sin, cos) = Math.SinCos(0.2);
        var tilted = new Volume<short>(Neck.Geometry with { YDirection = new(0, cos, sin), ZDirection = new(0, -sin, cos) }, Neck.Voxels);
        var segmenter = Segmenter(new NeighbourNetwork());
        Assert.Equal(segmenter.Segment(Neck).Segmentation!.Labels.Voxels.ToArray(), segmenter.Segment(tilted).Segmentation!.Labels.Voxels.ToArray());
    }

    [Fact]
    public void Probabilities_belong_to_the_labelled_voxels_in_ascending_order()
    {
        var result = Segmenter(new NeighbourNetwork()).Segment(Neck).Segmentation!;
        var labels = result.Labels.Voxels.ToArray();
        Assert.Equal(Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0), result.Foreground.VoxelIndices);
        for (var n = 0; n < result.Foreground.VoxelIndices.Length; n++)
        {
            var p = result.Foreground.Of(n).ToArray();
            Assert.Equal(p.Max(), p[labels[result.Foreground.VoxelIndices[n]] - 1]);
            Assert.InRange(p.Sum(), 0, 1.00001f);
        }
    }

    [Fact]
    public void Folds_are_averaged()
    {
        var one = Segmenter(new NeighbourNetwork()).Segment(Neck).Segmentation!;
        var two = Segmenter(new NeighbourNetwork(), new NeighbourNetwork()).Segment(Neck).Segmentation!;
        Assert.Equal(one.Labels.Voxels.ToArray(), two.Labels.Voxels.ToArray());
        Assert.Equal(one.Foreground.Probabilities, two.Foreground.Probabilities);
        Assert.Equal(2 * one.TilesRun, two.TilesRun);
    }

    [Fact]
    public void Zero_padded_borders_are_background()
    {
        var voxels = Neck.Voxels.ToArray();
        Array.Clear(voxels, 0, 3 * Neck.Size.SliceVoxels);
        var labels = Segmenter(new NeighbourNetwork()).Segment(new(Neck.Geometry, voxels)).Segmentation!.Labels;
        Assert.All(labels.Voxels[..(3 * Neck.Size.SliceVoxels)].ToArray(), label => Assert.Equal(0, label));
        Assert.Contains((byte)1, labels.Slice(3).ToArray());
    }

    [Fact]
    public void Progress_goes_through_the_stages_and_all_tiles()
    {
        var seen = new List<SegmentationProgress>();
        var result = Segmenter(new NeighbourNetwork()).Segment(Neck, new Recorder(seen)).Segmentation!;
        Assert.Equal(SegmentationStage.Preprocess, seen[0].Stage);
        Assert.Equal(SegmentationStage.Postprocess, seen[^1].Stage);
        var tiles = result.TilesRun + result.TilesReused;
        Assert.Equal(Enumerable.Range(1, tiles), seen.Where(p => p.Stage == SegmentationStage.Network).Select(p => p.TilesDone));
        Assert.All(seen.Where(p => p.Stage == SegmentationStage.Network), p => Assert.Equal(tiles, p.TilesTotal));
    }

    [Fact]
    public void Logits_that_are_no_numbers_are_a_problem_not_labels()
    {
        var result = Segmenter(new BrokenNetwork(2, logits => logits[17] = float.NaN)).Segment(Neck);
        Assert.Null(result.Segmentation);
        Assert.Equal(ProblemCodes.NonFiniteLogits, result.Problem!.Code);
    }

    [Fact]
    public void A_volume_that_vanishes_at_the_networks_spacing_is_too_small()
    {
        var thin = Noise(Neck.Geometry with { SpacingMm = new(0.01, 1, 1) });
        Assert.Equal(ProblemCodes.VolumeTooSmall, Segmenter(new NeighbourNetwork()).Segment(thin).Problem!.Code);
    }

    [Fact]
    public void A_volume_that_explodes_at_the_networks_spacing_is_too_large()
    {
        var vast = Noise(Neck.Geometry with { SpacingMm = new(1e6, 1e6, 1e6) });
        Assert.Equal(ProblemCodes.VolumeTooLarge, Segmenter(new NeighbourNetwork()).Segment(vast).Problem!.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    public void A_spacing_that_is_none_is_invalid_geometry(double spacing)
    {
        var result = Segmenter(new NeighbourNetwork()).Segment(new(Neck.Geometry with { SpacingMm = new(1, spacing, 1) }, Neck.Voxels));
        Assert.Equal(ProblemCodes.GeometryInvalid, result.Problem!.Code);
    }

    [Fact]
    public void Axes_in_one_plane_are_invalid_geometry()
    {
        var result = Segmenter(new NeighbourNetwork()).Segment(new(Neck.Geometry with { ZDirection = new(0, 1, 0) }, Neck.Voxels));
        Assert.Equal(ProblemCodes.GeometryInvalid, result.Problem!.Code);
    }

    [Fact]
    public void One_slice_is_padded_and_computed()
    {
        var slice = Noise(Neck.Geometry with { Size = new(23, 19, 1) });
        Assert.Equal(slice.Geometry, Segmenter(new NeighbourNetwork()).Segment(slice).Segmentation!.Labels.Geometry);
    }

    [Fact]
    public void A_volume_of_zeros_is_computed_whole()
    {
        var zeros = new Volume<short>(Neck.Geometry, new short[Neck.Voxels.Length]);
        var result = Segmenter(new NeighbourNetwork()).Segment(zeros).Segmentation!;
        Assert.Equal(zeros.Geometry, result.Labels.Geometry);
        Assert.True(result.TilesRun + result.TilesReused > 1);
    }

    [Fact]
    public void Without_resampling_the_grid_is_the_volumes_own()
    {
        _bundle.FullRes["resampling_fn_data"] = "no_resampling_hack";
        var seen = Segmenter(new NeighbourNetwork()).Segment(Neck).Segmentation!;
        var finer = Segmenter(new NeighbourNetwork()).Segment(new(Neck.Geometry with { SpacingMm = new(0.09, 0.11, 0.2) }, Neck.Voxels)).Segmentation!;
        Assert.Equal(seen.Labels.Voxels.ToArray(), finer.Labels.Voxels.ToArray());
    }

    [Fact]
    public void Values_that_rgb_normalisation_does_not_take_are_a_problem()
    {
        _bundle.FullRes["normalization_schemes"] = new System.Text.Json.Nodes.JsonArray("RGBTo01Normalization");
        Assert.Equal(ProblemCodes.ValuesOutOfRange, Segmenter(new NeighbourNetwork()).Segment(Neck).Problem!.Code);
    }

    [Fact]
    public void Options_beyond_nnunet_are_off_and_named_when_on()
    {
        Assert.Empty(new SegmenterOptions().Deviations);
        Assert.Equal(["full-precision"], new SegmenterOptions { Accumulation = Accumulation.FullPrecision }.Deviations);
        Assert.Equal(["body-box", "air-tiles", "tile-step-0.75"], new SegmenterOptions { BodyBox = true, ReuseAirTiles = true, TileStep = 0.75 }.Deviations);
    }

    [Fact]
    public void A_body_box_runs_fewer_tiles_and_leaves_the_rest_background()
    {
        var grid = GridGeometry.AxisAligned(new(120, 120, 12), new(1, 1, 1.5));
        var ct = Volume.Allocate<short>(grid);
        ct.Span.Fill(-1000);
        var random = new Random(5);
        for (var i = 0; i < ct.Voxels.Length; i++)
        {
            var (x, y) = (i % 120, i / 120 % 120);
            ct.Span[i] = x is >= 70 and < 90 && y is >= 70 and < 90 ? (short)random.Next(0, 80) : (short)random.Next(-1020, -900);
        }

        var bundle = ModelBundle.Open(_bundle.Write().Folder).Bundle!;
        var (all, box) = (new NeighbourNetwork(), new NeighbourNetwork());
        var options = new SegmenterOptions { Workers = 2, ReuseConstantTiles = false };
        new Segmenter(bundle, [all], options, TimeProvider.System).Segment(ct);
        var labels = new Segmenter(bundle, [box], options with { BodyBox = true }, TimeProvider.System).Segment(ct).Segmentation!.Labels;
        Assert.True(box.Runs * 3 < all.Runs);
        Assert.All(Enumerable.Range(0, 50), x => Assert.Equal(0, labels.Span[labels.IndexOf(x, 80, 6)]));
        Assert.Contains(Enumerable.Range(70, 20), x => labels.Span[labels.IndexOf(x, 80, 6)] != 0);
    }

    private Segmenter Segmenter(params INetwork[] networks)
    {
        // Asymmetric on purpose: a transpose that is its own inverse would hide a mix-up.
        _bundle.Plans["transpose_forward"] = new System.Text.Json.Nodes.JsonArray(1, 2, 0);
        _bundle.Plans["transpose_backward"] = new System.Text.Json.Nodes.JsonArray(2, 0, 1);
        return new(ModelBundle.Open(_bundle.Write().Folder).Bundle!, networks, new() { Workers = 2 }, TimeProvider.System);
    }

    private static Volume<short> Noise(GridGeometry geometry)
    {
        var random = new Random(11);
        var volume = Volume.Allocate<short>(geometry);
        foreach (ref var voxel in volume.Span)
        {
            voxel = (short)random.Next(-200, 300);
        }

        return volume;
    }

    /// <summary>The same voxels in the patient, stored with x, y, z running along other axes and backwards.</summary>
    private static Volume<short> Store(Volume<short> volume, int[] order, bool[] flip)
    {
        int[] sizes = [volume.Size.X, volume.Size.Y, volume.Size.Z];
        double[] spacings = [volume.Geometry.SpacingMm.X, volume.Geometry.SpacingMm.Y, volume.Geometry.SpacingMm.Z];
        var first = Enumerable.Range(0, 3).Select(axis => flip[Array.IndexOf(order, axis)] ? sizes[axis] - 1 : 0).ToArray();
        var directions = Enumerable.Range(0, 3).Select(i => Patient[order[i]] * (flip[i] ? -1 : 1)).ToArray();
        var geometry = new GridGeometry(
            new(sizes[order[0]], sizes[order[1]], sizes[order[2]]),
            new(spacings[order[0]], spacings[order[1]], spacings[order[2]]),
            volume.Geometry.ToPatient(first[0], first[1], first[2]),
            directions[0],
            directions[1],
            directions[2]);
        var stored = Volume.Allocate<short>(geometry);
        ForEach(geometry, volume.Geometry, (at, from) => stored.Span[at] = volume.Span[from]);
        return stored;
    }

    private static void AssertSamePlaces(Segmentation expected, Segmentation actual)
    {
        var probabilities = expected.Foreground.VoxelIndices.Select((voxel, n) => (voxel, n)).ToDictionary(pair => pair.voxel, pair => pair.n);
        var found = 0;
        ForEach(actual.Labels.Geometry, expected.Labels.Geometry, (at, from) =>
        {
            Assert.Equal(expected.Labels.Span[from], actual.Labels.Span[at]);
            if (actual.Labels.Span[at] > 0)
            {
                Assert.Equal(at, actual.Foreground.VoxelIndices[found]);
                Assert.Equal(expected.Foreground.Of(probabilities[from]), actual.Foreground.Of(found));
                found++;
            }
        });
        Assert.Equal(found, actual.Foreground.VoxelIndices.Length);
    }

    /// <summary>Every voxel of a grid with the voxel of another grid at its place.</summary>
    private static void ForEach(GridGeometry grid, GridGeometry other, Action<int, int> act)
    {
        for (var i = 0; i < grid.Size.Voxels; i++)
        {
            var place = other.ToVoxel(grid.ToPatient(i % grid.Size.X, i / grid.Size.X % grid.Size.Y, i / grid.Size.SliceVoxels));
            act(i, (((((int)Math.Round(place.Z) * other.Size.Y) + (int)Math.Round(place.Y)) * other.Size.X) + (int)Math.Round(place.X)));
        }
    }

    private sealed class Recorder(List<SegmentationProgress> seen) : IProgress<SegmentationProgress>
    {
        public void Report(SegmentationProgress value) => seen.Add(value);
    }
}
