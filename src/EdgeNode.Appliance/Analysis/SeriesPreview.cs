using System.Buffers;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Coverage;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Looks at some slices of a series, one every few millimetres, each made coarse and dropped: what the choice between series needs of the image.</summary>
internal static class SeriesPreview
{
    /// <summary>How much of the neck the series shows, or why its slices cannot be decoded.</summary>
    public static (NeckCoverage? Coverage, CaseReason? Refusal) Of(SeriesGrid grid, CoverageThresholds thresholds, CancellationToken cancel)
    {
        var sampling = new CoarseSampling(grid.Geometry);
        var planes = sampling.Slices.ToList();
        var refusal = CtSlicePixels.ReadEach([.. planes.Select(z => grid.Slices[z])], Take, cancel);
        return refusal is null ? (NeckCoverage.Of(sampling.Result(), thresholds), null) : (null, refusal);

        CaseReason? Take(int n, CtSlicePixels.Decoding decode)
        {
            var pixels = grid.Geometry.Size.SliceVoxels;
            var buffer = ArrayPool<short>.Shared.Rent(pixels);
            try
            {
                var slice = buffer.AsSpan(0, pixels);
                if (decode(slice) is { } undecoded)
                {
                    return undecoded;
                }

                sampling.Add(planes[n], slice);
                return null;
            }
            finally
            {
                ArrayPool<short>.Shared.Return(buffer);
            }
        }
    }
}
