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

/// <summary>
/// Cuts crops out of one revision's volume and mask. The mask is read once, of the volume only the slices that a crop needs: an analysis may
/// run beside it.
/// </summary>
internal sealed class CropMaker
{
    private static readonly Vector3 SizeMm = new(64, 64, 48);

    private readonly CaseResult _result;
    private readonly IReadOnlyList<MissedNode> _missed;
    private readonly string _volume;
    private readonly Volume<byte> _labels;
    private readonly NodeNumbers _numbers;

    /// <exception cref="IOException">The mask is not there, or not whole.</exception>
    /// <exception cref="InvalidDataException">The mask is damaged.</exception>
    public CropMaker(DerivedFiles files, CaseResult result, IReadOnlyList<MissedNode> missed)
    {
        (_result, _missed, _volume) = (result, missed, files.Volume(result.CaseId, result.Revision));
        _labels = Volume.Allocate<byte>(FeedbackChecks.Grid(result.Geometry ?? throw new InvalidDataException("A result without geometry has no crops.")));
        using (var mask = new GZipStream(File.OpenRead(files.Mask(result.CaseId, result.Revision)), CompressionMode.Decompress))
            mask.ReadExactly(_labels.Span);
        _numbers = NodeNumbers.Of(_labels, result.Nodes, missed);
    }

    /// <summary>The crop of a node; null where there is no such node, or no longer.</summary>
    /// <exception cref="IOException">The volume is not there, or not whole.</exception>
    public NodeCrop? Make(CropRecord wanted, string caseKey, double skinMm, CropFiles files)
    {
        if (MiddleOf(wanted.Node) is not { } middle)
            return null;
        var crop = Cut(wanted.Node, CropBox.Around(_labels.Geometry, middle, SizeMm), skinMm);
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
        : _missed.FirstOrDefault(found => found.Node == node) is { } missed ? NodeNumbers.BoxOf(missed, _labels.Geometry)
        : null;

    /// <summary>Of the slices of the box and those that the skin's distance needs.</summary>
    private SkinlessCrop Cut(int node, VoxelBox box, double skinMm)
    {
        var (grid, wide) = (_labels.Geometry, CropBox.Widened(_labels.Geometry, box, skinMm));
        var slices = grid with { Size = grid.Size with { Z = wide.Z1 - wide.Z0 + 1 }, OriginMm = grid.ToPatient(0, 0, wide.Z0) };
        var (ct, first) = (Volume.Allocate<short>(slices), wide.Z0 * grid.Size.SliceVoxels);
        using (var volume = File.OpenRead(_volume))
        {
            volume.Position = (long)first * sizeof(short);
            volume.ReadExactly(MemoryMarshal.AsBytes(ct.Span));
        }

        var labels = new Volume<byte>(slices, _labels.Voxels.Slice(first, ct.Voxels.Length));
        return SkinlessCrop.Of(ct, labels, _numbers.Slices(slices, wide.Z0), node, box with { Z0 = box.Z0 - wide.Z0, Z1 = box.Z1 - wide.Z0 }, skinMm);
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }
}
