using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Models;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference;
using EdgeNode.Inference.Labelling;

namespace EdgeNode.Appliance.Analysis;

/// <summary>From a volume in HU to findings and urgency; the same for the service and for <c>edgenode analyze</c>.</summary>
public sealed class VolumeAnalysis(RuleTable rules, TimeProvider time)
{
    /// <summary>Blocks until done.</summary>
    /// <param name="slices">HU as they were sent.</param>
    /// <param name="stack">How the slices are resampled onto a true grid before anything is computed; null where they form one.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public VolumeOutcome Run(ActiveModel model, Volume<short> slices, StackedSlices? stack, ScanFacts scan, IProgress<SegmentationProgress>? progress, CancellationToken cancel) =>
        Run(model, slices, stack, scan, false, progress, cancel);

    /// <param name="keepProbabilities">Keep the probabilities of all voxels: four bytes a voxel and label.</param>
    /// <inheritdoc cref="Run(ActiveModel, Volume{short}, StackedSlices, ScanFacts, IProgress{SegmentationProgress}, CancellationToken)"/>
    public VolumeOutcome Run(
        ActiveModel model, Volume<short> slices, StackedSlices? stack, ScanFacts scan, bool keepProbabilities, IProgress<SegmentationProgress>? progress, CancellationToken cancel)
    {
        var ct = stack is null ? slices : StackResampling.Straighten(slices, stack, cancel);
        var probabilities = keepProbabilities ? new ProbabilityMaps(model.Bundle.Plan.Table, ct.Geometry) : null;
        var segmented = model.Segmenter.Segment(ct, probabilities, progress, cancel);
        if (segmented.Segmentation is not { } segmentation)
        {
            return new(null, new(segmented.Problem!.Code, segmented.Problem.Text));
        }

        var begin = time.GetTimestamp();
        var leastProbability = model.Bundle.Manifest.Postprocessing?.MinMeanProbability ?? 0;
        var marks = NodeComponents.Find(segmentation.Labels, ComponentRule(model)).WithoutThoseInAir(ct)
            .Without(component => leastProbability > 0 && segmentation.Foreground.MeanOver(component.VoxelIndices()).Sum() < leastProbability);
        var components = scan.Neck.HeadFromZMm is { } head ? marks.WithoutThoseAbove(ct.Geometry, head) : marks;
        components.EraseRemoved(segmentation.Labels);
        var measured = NodeMeasurer.Measure(ct, components.Kept, new() { Contrast = scan.Contrast ?? false, Border = segmentation.Border });
        var nodes = measured.Select((node, index) => NodeFindings.From(node, index + 1, segmentation.Foreground, scan.Neck, rules)).ToList();

        var grid = ct.Geometry;
        var study = new StudyFacts(scan.SliceThicknessMm ?? grid.SpacingMm.Z, grid.SpacingMm.Z * grid.Size.Z, scan.Contrast, NeckPartlyCovered: scan.Neck.Partly);
        var priority = rules.Judge(nodes, study);
        var labels = stack is null ? segmentation.Labels : StackResampling.ToSlices(segmentation.Labels, stack);
        var found = stack is null ? nodes : [.. nodes.Select(node => OriginalSlices.Of(node, stack))];
        return new(new(labels, stack, found, priority, rules.LimitsOf(study), scan.Neck, segmentation, time.GetElapsedTime(begin))
        {
            MarksInHead = marks.Kept.Count - components.Kept.Count,
            Probabilities = stack is null ? probabilities?.Channels : probabilities?.Channels.Select(channel => StackResampling.ToSlices(channel, stack)).ToList(),
        }, null);
    }

    /// <summary>What makes a component a node, and its class, as the model's bundle has it.</summary>
    internal static ComponentOptions ComponentRule(ActiveModel model)
    {
        var included = new ComponentOptions { MinVoxels = 1 };
        return model.Bundle.Manifest.Postprocessing is { ReferenceSpacingMm: { Count: 3 } mm } rule
            ? new() { MinVoxels = rule.MinComponentVoxels, ReferenceSpacingMm = new Vector3(mm[2], mm[1], mm[0]), MinClassShare = rule.MinClassShare ?? included.MinClassShare }
            : included;
    }
}
