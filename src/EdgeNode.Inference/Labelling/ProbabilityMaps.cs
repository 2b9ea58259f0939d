using System.Numerics.Tensors;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// The probabilities of every output channel at every voxel of the source grid, as nnU-Net 2.8.1 writes with <c>--save_probabilities</c>: softmax over the
/// labels, background included, of the resampled logits; with regions the sigmoid of each. What nnU-Net crops away is background for certain. Holds four
/// bytes a voxel and channel.
/// </summary>
public sealed class ProbabilityMaps
{
    private readonly bool _regions;
    private readonly float[] _highest;
    private readonly float[] _sum;

    /// <param name="table">What the channels mean.</param>
    /// <param name="geometry">The source grid.</param>
    public ProbabilityMaps(LabelTable table, GridGeometry geometry)
    {
        _regions = table.RegionLabels is not null;
        Channels = [.. Enumerable.Range(0, table.Heads).Select(_ => new Volume<float>(geometry, new float[checked((int)geometry.Size.Voxels)]))];
        var longest = Math.Max(geometry.Size.X, Math.Max(geometry.Size.Y, geometry.Size.Z));
        (_highest, _sum) = (new float[longest], new float[longest]);
        if (!_regions)
        {
            Channels[0].Span.Fill(1);
        }
    }

    /// <summary>One volume for each label, 0 the background, or for each region, in the order of the network's channels.</summary>
    public IReadOnlyList<Volume<float>> Channels { get; }

    /// <summary>Takes a row of logits, one array for each channel, which become probabilities.</summary>
    /// <param name="first">Source voxel of the first.</param>
    /// <param name="stride">Source voxels from one to the next.</param>
    /// <param name="logits">Left as they are.</param>
    internal void Set(int first, int stride, float[][] logits)
    {
        var length = logits[0].Length;
        var highest = _highest.AsSpan(0, length);
        var sum = _sum.AsSpan(0, length);
        if (!_regions)
        {
            Softmax(logits, highest, sum);
        }

        for (var c = 0; c < logits.Length; c++)
        {
            var at = first;
            var channel = Channels[c].Span;
            for (var i = 0; i < length; i++, at += stride)
            {
                channel[at] = _regions ? RegionLabels.Sigmoid(logits[c][i]) : MathF.Exp(logits[c][i] - highest[i]) / sum[i];
            }
        }
    }

    private static void Softmax(float[][] logits, Span<float> highest, Span<float> sum)
    {
        logits[0].CopyTo(highest);
        foreach (var channel in logits.Skip(1))
        {
            TensorPrimitives.Max(highest, channel, highest);
        }

        sum.Clear();
        foreach (var channel in logits)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += MathF.Exp(channel[i] - highest[i]);
            }
        }
    }
}
