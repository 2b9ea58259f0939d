using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Fills the grid of a chosen series with Hounsfield units, slice by slice in parallel.</summary>
internal static class CtVolumeReader
{
    /// <summary>The volume, or the reason of the first slice (in stack order) that cannot be decoded.</summary>
    public static (Volume<short>? Volume, CaseReason? Refusal) Read(SeriesGrid grid, CancellationToken cancel)
    {
        var volume = Volume.Allocate<short>(grid.Geometry);
        return CtSlicePixels.ReadEach(grid.Slices, (z, decode) => decode(volume.Slice(z)), cancel) is { } refusal ? (null, refusal) : (volume, null);
    }
}
