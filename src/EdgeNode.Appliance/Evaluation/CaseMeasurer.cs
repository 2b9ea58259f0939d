using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Labelling;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>Compares a result with the truth on the same grid, node by node.</summary>
internal static class CaseMeasurer
{
    private const int Labels = 4;

    /// <param name="ct">HU; short axes are measured on its geometry.</param>
    /// <param name="truth">0 background, 1 negative, 2 positive, 3 ENE.</param>
    /// <param name="found">The same, small components removed already.</param>
    /// <param name="foreground">Probabilities of the voxels with a label in <paramref name="found"/> (more do no harm).</param>
    /// <param name="border">Of <paramref name="found"/>, so that short axes are those that are reported; null where only labels are known.</param>
    /// <param name="minClassShare">With which a component of <paramref name="found"/> has the worst class in it, so that classes are those that are reported.</param>
    /// <exception cref="ArgumentException">The grids differ, or a label is above 3.</exception>
    public static CaseMeasurement Measure(string name, string key, Volume<short> ct, Volume<byte> truth, Volume<byte> found, ForegroundProbabilities foreground, SubvoxelBorder? border = null, double? minClassShare = null)
    {
        if (truth.Size != ct.Size || found.Size != ct.Size)
        {
            throw new ArgumentException("Truth, result and CT are not on the same grid.", nameof(truth));
        }

        var whole = new ComponentOptions { MinVoxels = 1 };
        var nodes = NodeMeasurer.Measure(ct, NodeComponents.Find(truth, whole).Kept, new() { Contrast = false });
        var reported = whole with { MinClassShare = minClassShare ?? whole.MinClassShare };
        var findings = NodeMeasurer.Measure(ct, NodeComponents.Find(found, reported).Kept, new() { Contrast = false, Border = border });
        var touching = Shared(nodes, findings);
        var scores = findings.Select(f => Scores(f.Component, foreground)).ToArray();
        var (truthVoxels, foundVoxels, common) = Count(truth.Span, found.Span);
        return new()
        {
            Name = name,
            Key = key,
            TruthVoxels = truthVoxels,
            FoundVoxels = foundVoxels,
            CommonVoxels = common,
            Nodes = [.. nodes.Select((node, i) => Node(node, i, findings, touching, scores))],
            Found = [.. findings.Select((finding, i) =>
            {
                var most = touching.Where(t => t.Key.Finding == i).OrderByDescending(t => t.Value).Select(t => (int?)t.Key.Node).FirstOrDefault();
                return new FoundNode((NodeClass)finding.Component.Label, finding.ShortAxisMm, scores[i].Any, scores[i].Class, most is { } n ? MainClass(nodes[n].Component) : null);
            })],
        };
    }

    private static TruthNode Node(
        NodeMeasurement node, int index, IReadOnlyList<NodeMeasurement> findings, Dictionary<(int Node, int Finding), int> touching, (double Any, double Class)[] scores)
    {
        var own = touching.Where(t => t.Key.Node == index).OrderByDescending(t => t.Value).ToList();
        var most = own.Count == 0 ? null : findings[own[0].Key.Finding];
        return new(
            MainClass(node.Component),
            node.ShortAxisMm,
            own.Sum(t => t.Value) / (double)node.Component.Voxels,
            (NodeClass?)most?.Component.Label,
            own.Count == 0 ? 0 : own.Max(t => scores[t.Key.Finding].Any),
            most?.ShortAxisMm);
    }

    /// <summary>Voxels that a node and a finding have in common.</summary>
    private static Dictionary<(int Node, int Finding), int> Shared(IReadOnlyList<NodeMeasurement> nodes, IReadOnlyList<NodeMeasurement> findings)
    {
        var owner = new Dictionary<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var voxel in nodes[i].Component.VoxelIndices())
            {
                owner[voxel] = i;
            }
        }

        var shared = new Dictionary<(int Node, int Finding), int>();
        for (var i = 0; i < findings.Count; i++)
        {
            foreach (var voxel in findings[i].Component.VoxelIndices())
            {
                if (owner.TryGetValue(voxel, out var node))
                {
                    shared[(node, i)] = shared.GetValueOrDefault((node, i)) + 1;
                }
            }
        }

        return shared;
    }

    private static (double Any, double Class) Scores(Component component, ForegroundProbabilities foreground)
    {
        var means = foreground.MeanOver(component.VoxelIndices());
        return (means.Sum(), means[component.Label - 1]);
    }

    private static NodeClass MainClass(Component component)
    {
        var votes = component.ClassVoxels.ToArray();
        return (NodeClass)Array.IndexOf(votes, votes[1..].Max(), 1);
    }

    private static (long[] Truth, long[] Found, long[] Common) Count(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> found)
    {
        var (t, f, both) = (new long[Labels], new long[Labels], new long[Labels]);
        for (var i = 0; i < truth.Length; i++)
        {
            if ((truth[i] | found[i]) == 0)
            {
                continue;
            }

            t[truth[i]]++;
            f[found[i]]++;
            if (truth[i] == found[i])
            {
                both[truth[i]]++;
            }

            if (truth[i] > 0 && found[i] > 0)
            {
                both[0]++;
            }
        }

        (t[0], f[0]) = (t[1..].Sum(), f[1..].Sum());
        return (t, f, both);
    }
}
