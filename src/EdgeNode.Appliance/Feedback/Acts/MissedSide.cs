using System.Runtime.InteropServices;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>The patient's side of a point that somebody marked, by the body's mid-plane as for the nodes that the box finds.</summary>
internal static class MissedSide
{
    /// <summary>Slices to either side that the mid-plane may be taken from.</summary>
    private const int Neighbours = 2;

    /// <param name="file">The volume as the viewer reads it: int16 HU, z,y,x. Where it cannot be read, the middle of the grid stands for the body's.</param>
    /// <param name="geometry">Its grid.</param>
    /// <param name="pointMm">LPS, inside the grid.</param>
    public static string Of(string file, ResultGeometry geometry, IReadOnlyList<double> pointMm)
    {
        var (grid, point) = (FeedbackChecks.Grid(geometry), FeedbackChecks.Vector(pointMm));
        var slice = Math.Clamp((int)Math.Round(grid.ToVoxel(point).Z), 0, grid.Size.Z - 1);
        var (first, last) = (Math.Max(0, slice - Neighbours), Math.Min(grid.Size.Z - 1, slice + Neighbours));
        var part = grid with { Size = new(grid.Size.X, grid.Size.Y, last - first + 1), OriginMm = grid.ToPatient(0, 0, first) };
        var ct = Volume.Allocate<short>(part);
        if (!TryRead(file, ct, (long)first * grid.Size.X * grid.Size.Y * sizeof(short)))
        {
            ct.Span.Fill(short.MinValue);
        }

        return NodeMeasurer.SideOf(ct, point, slice - first).ToString().ToLowerInvariant();
    }

    private static bool TryRead(string file, Volume<short> into, long offset)
    {
        try
        {
            using var volume = File.OpenRead(file);
            volume.Position = offset;
            volume.ReadExactly(MemoryMarshal.AsBytes(into.Span));
            return true;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
