using System.Numerics.Tensors;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Logits to labels on the source grid: the class with the highest logit, the lower class where several share it (nnU-Net's argmax), written
/// through the view back to where the voxels came from. Voxels outside the cropped box stay background.
/// </summary>
internal static class LabelMap
{
    /// <param name="planes">Logits at the cropped box's shape.</param>
    /// <param name="view">The cropped box in the source volume.</param>
    /// <param name="labels">The source grid; cleared memory.</param>
    /// <param name="table">What the channels mean.</param>
    /// <param name="half">Round logits to half precision before comparing, as nnU-Net does.</param>
    /// <param name="cancellation">Stops between planes.</param>
    public static ForegroundProbabilities Write(LogitPlanes planes, OrientedView view, Memory<byte> labels, LabelTable table, bool half, CancellationToken cancellation)
    {
        var found = new Foreground[view.Shape.A0];
        Parallel.For(
            0,
            view.Shape.A0,
            new ParallelOptions { CancellationToken = cancellation },
            () => new Buffers(planes),
            (i0, _, buffers) =>
            {
                found[i0] = WritePlane(planes, view, i0, labels.Span, table, half, buffers);
                return buffers;
            },
            _ => { });
        return Join(found, table.Names.Count - 1);
    }

    private static Foreground WritePlane(LogitPlanes planes, OrientedView view, int i0, Span<byte> labels, LabelTable table, bool half, Buffers buffers)
    {
        var found = new Foreground([], []);
        for (var c = 0; c < planes.Classes; c++)
        {
            planes.Fill(i0, c, buffers.Planes[c], buffers.Scratch);
            if (half)
            {
                RoundToHalf(buffers.Planes[c]);
            }
        }

        var background = buffers.Planes[0];
        for (var i1 = 0; i1 < view.Shape.A1; i1++)
        {
            var at = view.Row(i0, i1);
            for (var i = i1 * view.Shape.A2; i < (i1 + 1) * view.Shape.A2; i++, at += view.Stride2)
            {
                var label = table.RegionLabels is { } regions ? RegionLabels.Of(regions, buffers.Planes, i) : Highest(background, buffers.Planes, i);
                if (label != 0)
                {
                    labels[at] = (byte)label;
                    found.Voxels.Add(at);
                    AddProbabilities(found.Probabilities, table, buffers, i);
                }
            }
        }

        return found;
    }

    private static int Highest(float[] background, float[][] planes, int i)
    {
        var (best, label) = (background[i], 0);
        for (var c = 1; c < planes.Length; c++)
        {
            if (planes[c][i] > best)
            {
                (best, label) = (planes[c][i], c);
            }
        }

        return label;
    }

    private static void AddProbabilities(List<float> probabilities, LabelTable table, Buffers buffers, int i)
    {
        if (table.RegionLabels is { } regions)
        {
            RegionLabels.AddProbabilities(probabilities, regions, table.Names.Count, buffers.Planes, i);
            return;
        }

        for (var c = 0; c < buffers.Planes.Length; c++)
        {
            buffers.Logits[c] = buffers.Planes[c][i];
        }

        TensorPrimitives.SoftMax<float>(buffers.Logits, buffers.Logits);
        probabilities.AddRange(buffers.Logits.AsSpan(1));
    }

    private static void RoundToHalf(Span<float> plane)
    {
        foreach (ref var value in plane)
        {
            value = (float)(Half)value;
        }
    }

    private static ForegroundProbabilities Join(Foreground[] planes, int classes)
    {
        int[] voxels = [.. planes.SelectMany(plane => plane.Voxels)];
        float[] probabilities = [.. planes.SelectMany(plane => plane.Probabilities)];
        var order = Enumerable.Range(0, voxels.Length).ToArray();
        Array.Sort(voxels, order);
        var sorted = new float[probabilities.Length];
        for (var i = 0; i < order.Length; i++)
        {
            probabilities.AsSpan(order[i] * classes, classes).CopyTo(sorted.AsSpan(i * classes));
        }

        return new(voxels, sorted, classes);
    }

    private sealed record Foreground(List<int> Voxels, List<float> Probabilities);

    private sealed class Buffers(LogitPlanes planes)
    {
        public float[][] Planes { get; } = [.. Enumerable.Range(0, planes.Classes).Select(_ => new float[planes.Shape.A1 * planes.Shape.A2])];

        public float[] Scratch { get; } = new float[planes.ScratchLength];

        public float[] Logits { get; } = new float[planes.Classes];
    }
}
