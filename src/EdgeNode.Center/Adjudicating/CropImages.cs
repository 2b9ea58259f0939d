using EdgeNode.Center.Blobs;
using EdgeNode.Center.Export;
using EdgeNode.Contracts.Sync;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Center.Adjudicating;

/// <summary>A crop as the viewer takes a case: Hounsfield units, labels, node numbers, all on one grid (z,y,x in memory).</summary>
internal sealed record CropImages(NodeCrop Crop, Volume<short> Hu, Volume<byte> Labels, Volume<short> Numbers)
{
    /// <summary>
    /// As predicted (0 background, 1 negative, 2 positive, 3 ENE), and nodes that the network missed in the class that the physician gave them:
    /// they have no voxel in the labels that came. Null where a file is missing or the three do not lie on one grid.
    /// </summary>
    public static CropImages? Read(BlobStore blobs, NodeCrop crop, IReadOnlyDictionary<int, StandingVerdict> verdicts)
    {
        if (blobs.Find(crop.Image.Sha256) is not { } image || blobs.Find(crop.Labels.Sha256) is not { } mask || blobs.Find(crop.Numbers.Sha256) is not { } nodes
            || NiftiReader.ReadHu(image).Volume is not { } hu || NiftiReader.ReadLabels(mask).Volume is not { } labels || NiftiReader.ReadHu(nodes).Volume is not { } numbers
            || hu.Geometry != labels.Geometry || hu.Geometry != numbers.Geometry)
            return null;
        var painted = labels.Span;
        var of = numbers.Span;
        for (var i = 0; i < of.Length; i++)
        {
            if (painted[i] == 0 && of[i] != 0 && verdicts.TryGetValue(of[i], out var verdict) && verdict.Class is { } label)
                painted[i] = (byte)label;
        }

        return new(crop, hu, labels, numbers);
    }
}
