using System.IO.Compression;
using System.Runtime.InteropServices;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Cropping;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>Cuts crops out of one revision's volume and mask, which are read once for all of its nodes.</summary>
internal sealed class CropMaker
{
    private static readonly Vector3 SizeMm = new(64, 64, 48);

    private readonly CaseResult _result;
    private readonly IReadOnlyList<MissedNode> _missed;
    private readonly Volume<short> _ct;
    private readonly Volume<byte> _labels;
    private readonly Volume<short> _numbers;

    /// <exception cref="IOException">Volume or mask are not there, or not whole.</exception>
    /// <exception cref="InvalidDataException">The mask is damaged.</exception>
    public CropMaker(DerivedFiles files, CaseResult result, IReadOnlyList<MissedNode> missed)
    {
        (_result, _missed) = (result, missed);
        var grid = FeedbackChecks.Grid(result.Geometry ?? throw new InvalidDataException("A result without geometry has no crops."));
        (_ct, _labels) = (Volume.Allocate<short>(grid), Volume.Allocate<byte>(grid));
        using (var volume = File.OpenRead(files.Volume(result.CaseId, result.Revision)))
            volume.ReadExactly(MemoryMarshal.AsBytes(_ct.Span));
        using (var mask = new GZipStream(File.OpenRead(files.Mask(result.CaseId, result.Revision)), CompressionMode.Decompress))
            mask.ReadExactly(_labels.Span);
        _numbers = NodeNumbers.Of(_labels, result.Nodes, missed);
    }

    /// <summary>The crop of a node; null where there is no such node, or no longer.</summary>
    public NodeCrop? Make(CropRecord wanted, string caseKey, double skinMm, CropFiles files)
    {
        if (MiddleOf(wanted.Node) is not { } middle)
            return null;
        var crop = SkinlessCrop.Of(_ct, _labels, _numbers, wanted.Node, CropBox.Around(_ct.Geometry, middle, SizeMm), skinMm);
        var size = crop.Image.Size;
        var spacing = crop.Image.Geometry.SpacingMm;
        return new()
        {
            Id = Guid.Empty,
            CaseKey = caseKey,
            Revision = wanted.Revision,
            Node = wanted.Node,
            Version = wanted.Version,
            Why = wanted.Why,
            Image = files.Keep(Bytes(stream => NiftiWriter.Write(crop.Image, stream, gzip: true))),
            Labels = files.Keep(Bytes(stream => NiftiWriter.Write(crop.Labels, stream, gzip: true))),
            Numbers = files.Keep(Bytes(stream => NiftiWriter.Write(crop.Numbers, stream, gzip: true))),
            Size = [size.X, size.Y, size.Z],
            SpacingMm = [Math.Round(spacing.X, 3), Math.Round(spacing.Y, 3), Math.Round(spacing.Z, 3)],
            Nodes = [.. crop.Numbers.Span.ToArray().Distinct().Where(number => number > 0).Select(number => (int)number).Order()],
            NearSkin = crop.NearSkin,
        };
    }

    private VoxelBox? MiddleOf(int node) =>
        _result.Nodes.FirstOrDefault(found => found.Id == node) is { } finding ? NodeNumbers.BoxOf(finding)
        : _missed.FirstOrDefault(found => found.Node == node) is { } missed ? NodeNumbers.BoxOf(missed, _ct.Geometry)
        : null;

    private static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
