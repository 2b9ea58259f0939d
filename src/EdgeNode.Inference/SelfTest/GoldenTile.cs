using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Labelling;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.SelfTest;

/// <summary>Runs one tile of HU through all folds of a bundle.</summary>
internal static class GoldenTile
{
    /// <summary>Mean logits of the folds, channel after channel.</summary>
    public static float[] Logits(NetworkPlan plan, IReadOnlyList<INetwork> networks, short[] hu, byte[]? previous, CancellationToken cancellation)
    {
        var tile = plan.PatchSize;
        var view = new OrientedView(tile, plan.Spacing, 0, tile.A1 * tile.A2, tile.A2, 1);
        var table = NormalizationTable.Create(plan.Normalization, view, hu);
        var image = new NetworkImage([.. hu.Select(v => table[v - short.MinValue])], tile, previous, previous is null ? 0 : plan.Table.ForegroundLabels);
        var input = new float[tile.Voxels * plan.Channels];
        new TileInput(image, tile).Fill(new(0, 0, 0), input);

        var sum = new float[tile.Voxels * plan.Table.Heads];
        var answer = new float[sum.Length];
        foreach (var network in networks)
        {
            network.Run(input, tile, answer, cancellation);
            TensorPrimitives.Add(sum, answer, sum);
        }

        TensorPrimitives.Divide(sum, networks.Count, sum);
        return sum;
    }

    /// <summary>The label of every voxel.</summary>
    public static byte[] Labels(LabelTable table, float[] logits, ArrayShape tile)
    {
        var (count, heads) = ((int)tile.Voxels, table.Heads);
        var labels = new byte[count];
        var values = Enumerable.Range(0, heads).Select(_ => new float[1]).ToArray();
        for (var i = 0; i < count; i++)
        {
            var best = 0;
            for (var c = 0; c < heads; c++)
            {
                values[c][0] = logits[(c * count) + i];
                best = values[c][0] > values[best][0] ? c : best;
            }

            labels[i] = table.RegionLabels is { } regions ? (byte)RegionLabels.Of(regions, values, 0) : (byte)best;
        }

        return labels;
    }

    /// <summary>Every stride-th voxel of every channel.</summary>
    public static float[] Sample(float[] logits, ArrayShape tile, int channels, int stride)
    {
        var count = (int)tile.Voxels;
        return [.. Enumerable.Range(0, channels).SelectMany(c => Enumerable.Range(0, (count + stride - 1) / stride).Select(n => logits[(c * count) + (n * stride)]))];
    }
}
