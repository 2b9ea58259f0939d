using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Center.Export;

/// <summary>What becomes of nodes that nobody has judged.</summary>
internal enum Unreviewed
{
    /// <summary>nnU-Net's ignore label: they neither teach nor mislead.</summary>
    Ignore,

    /// <summary>As the network said. A model that learns from them learns its own mistakes.</summary>
    Predicted,

    /// <summary>Crops that show any are left out.</summary>
    LeaveOut,
}

/// <summary>The labels that a crop teaches: what the network said, corrected by what physicians said of each node.</summary>
internal static class CorrectedLabels
{
    /// <summary>nnU-Net's ignore label must be the highest (nnU-Net v2, documentation/ignore_label.md).</summary>
    public const byte Ignore = 4;

    /// <param name="labels">0 background, 1 negative, 2 positive, 3 ENE, as predicted.</param>
    /// <param name="numbers">The node of each voxel, 0 for none.</param>
    /// <param name="verdicts">By node.</param>
    /// <param name="unreviewed">Null is returned for <see cref="Unreviewed.LeaveOut"/> where a node has no verdict.</param>
    public static Volume<byte>? Of(Volume<byte> labels, Volume<short> numbers, IReadOnlyDictionary<int, StandingVerdict> verdicts, Unreviewed unreviewed)
    {
        var corrected = new Volume<byte>(labels.Geometry, new byte[labels.Voxels.Length]);
        var from = labels.Span;
        var of = numbers.Span;
        var to = corrected.Span;
        for (var i = 0; i < to.Length; i++)
        {
            if (of[i] == 0 && from[i] == 0)
                continue;
            if (of[i] != 0 && verdicts.TryGetValue(of[i], out var verdict))
                to[i] = verdict.Agreed ? from[i] : (byte)(verdict.Class ?? 0);
            else if (unreviewed == Unreviewed.LeaveOut)
                return null;
            else
                to[i] = unreviewed == Unreviewed.Ignore ? Ignore : from[i];
        }

        return corrected;
    }
}
