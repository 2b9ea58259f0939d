using System.Collections.Concurrent;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>
/// The skin around a node in a slice: the first and last voxel, in every row and column, of the connected part above -300 HU that the node lies
/// in. Air within (airway, sinuses) has no skin; where the image ends in the body there is none either.
/// </summary>
internal sealed class SkinLine(BodySections sections)
{
    private readonly Volume<short> _ct = sections.Ct;
    private readonly ConcurrentDictionary<(int Z, int Part), IReadOnlyList<(int X, int Y)>> _skins = new();

    /// <summary>From the nearest voxel of the node in this slice of the grid to the skin, centre to centre, mm; null where the image shows no skin.</summary>
    public double? DistanceMm(NodeMask mask, int z)
    {
        var (spacing, squared) = (_ct.Geometry.SpacingMm, double.PositiveInfinity);
        var skin = PartOf(mask, z) is { } part ? _skins.GetOrAdd((z, part), key => Skin(sections.Parts(key.Z)[key.Part], key.Z)) : [];
        for (var y = 0; y < mask.Size.Y; y++)
        {
            var row = mask.Slice(z - mask.Box.Z0).Slice(y * mask.Size.X, mask.Size.X);
            if (row.IndexOf(true) is not (>= 0 and var first)) continue;
            var (from, to, at) = (first + mask.Box.X0, row.LastIndexOf(true) + mask.Box.X0, y + mask.Box.Y0);
            foreach (var (x, skinY) in skin)
            {
                var (dx, dy) = ((x < from ? from - x : Math.Max(0, x - to)) * spacing.X, (skinY - at) * spacing.Y);
                squared = Math.Min(squared, (dx * dx) + (dy * dy));
            }
        }

        return double.IsFinite(squared) ? Math.Sqrt(squared) : null;
    }

    /// <summary>The part that most of the node's voxels in the slice lie in; null where all of them are air.</summary>
    private int? PartOf(NodeMask mask, int z)
    {
        var shared = sections.Parts(z).Select((runs, part) => (part, Voxels: runs.Sum(run => Shared(mask, z, run)))).Where(pair => pair.Voxels > 0).ToList();
        return shared.Count == 0 ? null : shared.MaxBy(pair => pair.Voxels).part;
    }

    private int Shared(NodeMask mask, int z, VoxelRun run)
    {
        var (x, y) = (run.Start % _ct.Size.X, run.Start / _ct.Size.X);
        if (y < mask.Box.Y0 || y > mask.Box.Y1) return 0;
        var (from, to) = (Math.Max(x, mask.Box.X0), Math.Min(x + run.Length - 1, mask.Box.X1));
        return from > to ? 0 : mask.Slice(z - mask.Box.Z0).Slice(((y - mask.Box.Y0) * mask.Size.X) + from - mask.Box.X0, to - from + 1).Count(true);
    }

    private List<(int X, int Y)> Skin(IReadOnlyList<VoxelRun> part, int z)
    {
        var (rows, columns) = (Empty(_ct.Size.Y), Empty(_ct.Size.X));
        foreach (var run in part)
        {
            var (x, y) = (run.Start % _ct.Size.X, run.Start / _ct.Size.X);
            rows[y] = (Math.Min(rows[y].First, x), Math.Max(rows[y].Last, x + run.Length - 1));
            for (var i = x; i < x + run.Length; i++)
                columns[i] = (Math.Min(columns[i].First, y), Math.Max(columns[i].Last, y));
        }

        var ends = rows.SelectMany((row, y) => row.Last < 0 ? [] : new[] { (X: row.First, Y: y), (X: row.Last, Y: y) })
            .Concat(columns.SelectMany((column, x) => column.Last < 0 ? [] : new[] { (X: x, Y: column.First), (X: x, Y: column.Last) }));
        return [.. ends.Distinct().Where(end => IsSkin(end.X, end.Y, z))];
    }

    /// <summary>Air follows; not the edge of the image, and not padding outside a round field of view.</summary>
    private bool IsSkin(int x, int y, int z)
    {
        (int X, int Y)[] around = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)];
        return Array.TrueForAll(around, at => _ct.Size.Contains(at.X, at.Y, z) && _ct.Span[_ct.IndexOf(at.X, at.Y, z)] > BodySection.LowestAirHu);
    }

    private static (int First, int Last)[] Empty(int count) => [.. Enumerable.Repeat((int.MaxValue, -1), count)];
}
