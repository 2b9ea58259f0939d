using EdgeNode.Imaging.Resampling;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Labelling;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference;

/// <summary>
/// Segments CT volumes as nnU-Net v2 (2.8.1) would with the same model. One study at a time: the tiles of one study already fill the cores.
/// </summary>
public sealed class Segmenter
{
    private readonly NetworkPlan _plan;
    private readonly ArrayOrientation _orientation;
    private readonly IReadOnlyList<INetwork> _networks;
    private readonly SlidingWindow _window;
    private readonly SegmenterOptions _options;
    private readonly TimeProvider _time;
    private readonly Segmenter? _previous;

    /// <param name="bundle">What the networks were trained for.</param>
    /// <param name="networks">One for each fold; their logits are averaged. Not disposed here.</param>
    /// <param name="options">Workers, precision, limits.</param>
    /// <param name="time">Measures the stages.</param>
    /// <param name="previous">The stage before, in a cascade; its labels on the source grid are what this one sees.</param>
    public Segmenter(ModelBundle bundle, IReadOnlyList<INetwork> networks, SegmenterOptions options, TimeProvider time, Segmenter? previous = null)
        : this(bundle.Plan, bundle.Orientation, networks, options, time, Window(bundle, options), previous)
    {
    }

    internal Segmenter(
        NetworkPlan plan,
        ArrayOrientation orientation,
        IReadOnlyList<INetwork> networks,
        SegmenterOptions options,
        TimeProvider time,
        SlidingWindowSettings window,
        Segmenter? previous = null)
    {
        if (networks.Count == 0 || networks.Any(network => network.Classes != plan.Table.Heads || network.Channels != plan.Channels))
        {
            throw new ArgumentException($"Networks with {plan.Channels} channels and {plan.Table.Heads} classes are needed.", nameof(networks));
        }

        if (plan.PreviousStage is null != previous is null)
        {
            throw new ArgumentException("The second stage of a cascade, and no other, needs the stage before.", nameof(previous));
        }

        (_plan, _orientation, _networks, _options, _time, _previous) = (plan, orientation, networks, options, time, previous);
        _window = new(window);
    }

    /// <summary>The segmenter of a bundle, with the stage before where it is the second of a cascade.</summary>
    /// <param name="bundle">What the networks were trained for.</param>
    /// <param name="loaded">The networks of the same bundle.</param>
    /// <param name="options">Workers, precision, limits.</param>
    /// <param name="time">Measures the stages.</param>
    public static Segmenter Create(ModelBundle bundle, LoadedNetworks loaded, SegmenterOptions options, TimeProvider time) => new(
        bundle,
        loaded.Networks,
        options,
        time,
        bundle.PreviousStage is { } before ? Create(before, loaded.Previous!, options, time) : null);

    /// <summary>Labels of a CT on its own grid. Blocks until done; what is wrong with the volume or the network's answer is a value.</summary>
    /// <param name="ct">HU; any orientation, oblique and tilted axes stand for the patient axis they are closest to.</param>
    /// <param name="progress">Told of stages and tiles, from any thread, which waits for it.</param>
    /// <param name="cancellation">Stops between tiles and inside a run.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SegmentationResult Segment(Volume<short> ct, IProgress<SegmentationProgress>? progress = null, CancellationToken cancellation = default) =>
        Segment(ct, null, progress, cancellation);

    /// <summary>Labels as above, and the probabilities of all voxels.</summary>
    /// <param name="ct">HU.</param>
    /// <param name="probabilities">Made for the bundle's labels and the grid of the CT; null for none.</param>
    /// <param name="progress">Told of stages and tiles.</param>
    /// <param name="cancellation">Stops between tiles and inside a run.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SegmentationResult Segment(Volume<short> ct, ProbabilityMaps? probabilities, IProgress<SegmentationProgress>? progress, CancellationToken cancellation)
    {
        var begin = _time.GetTimestamp();
        progress?.Report(new(SegmentationStage.Preprocess, 0, 0));
        if (InputCheck.Geometry(ct.Geometry) is { } unusable)
        {
            return new(null, unusable);
        }

        var (cropped, shape) = Plan(ct);
        if ((InputCheck.Size(shape, _plan, _options.MaximumVoxels) ?? InputCheck.Values(ct.Span, _plan)) is { } unfit)
        {
            return new(null, unfit);
        }

        // nnU-Net writes the first stage's labels to a file on the source grid and reads them again: the second never sees probabilities.
        var before = _previous?.Segment(ct, progress, cancellation);
        if (before is { Succeeded: false })
        {
            return before;
        }

        var image = Preprocessor.Run(ct, cropped, shape, _plan, cancellation, before?.Segmentation?.Labels);
        var preprocessed = _time.GetTimestamp();

        var labels = new Volume<byte>(ct.Geometry, new byte[ct.Voxels.Length]);
        var planes = new LogitPlanes(_plan.Table.Heads, shape, cropped.Shape, _plan.Spacing, cropped.Spacing, _plan.LogitResampling);
        var map = new LabelMap(planes, cropped, labels.Voxels, _plan.Table, _options.Accumulation != Accumulation.FullPrecision, probabilities);
        var labelling = TimeSpan.Zero;
        var (finite, run, reused) = _window.Run(image, _networks, Label, new TilesDone(progress), cancellation);
        if (!finite)
        {
            return new(null, new(ProblemCodes.NonFiniteLogits, "The network answered NaN or infinity: run the self-test of the model and its provider."));
        }

        var networked = _time.GetTimestamp();
        progress?.Report(new(SegmentationStage.Postprocess, run + reused, run + reused));
        var (foreground, border) = (map.Foreground(), map.Border());
        var timings = new StageTimings(
            _time.GetElapsedTime(begin, preprocessed),
            _time.GetElapsedTime(preprocessed, networked) - labelling,
            _time.GetElapsedTime(networked) + labelling);
        var earlier = before?.Segmentation;
        return new(new(labels, foreground, border, timings, run + (earlier?.TilesRun ?? 0), reused + (earlier?.TilesReused ?? 0)), null);

        // While the tiles that follow are computed.
        void Label(int a0, float[][] logits)
        {
            var start = _time.GetTimestamp();
            map.Add(a0, logits);
            labelling += _time.GetElapsedTime(start);
        }
    }

    private (OrientedView Cropped, ArrayShape Shape) Plan(Volume<short> ct)
    {
        var (cropped, shape) = Preprocessor.Plan(ct, _plan, _orientation);
        if (!_options.BodyBox)
        {
            return (cropped, shape);
        }

        cropped = BodyBox.Crop(cropped, ct.Span);
        return (cropped, Preprocessor.Shape(cropped, _plan));
    }

    private static SlidingWindowSettings Window(ModelBundle bundle, SegmenterOptions options) => new()
    {
        Tile = bundle.Plan.PatchSize,
        Step = options.TileStep ?? bundle.Manifest.TileStepSize,
        UseGaussian = bundle.Manifest.UseGaussian,
        MirrorAxes = bundle.Manifest.MirrorAxes ?? [],
        Accumulation = options.Accumulation,
        ReuseConstantTiles = options.ReuseConstantTiles,
        ReuseAirTiles = options.ReuseAirTiles,
        Workers = options.Workers,
    };

    private sealed class TilesDone(IProgress<SegmentationProgress>? progress) : IProgress<TileProgress>
    {
        public void Report(TileProgress value) => progress?.Report(new(SegmentationStage.Network, value.Done, value.Total));
    }
}
