using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Where the body lies in one slice: its largest connected part above -300 HU, so that the table does not count.</summary>
internal static class BodySection
{
    public const short BodyHu = -300;

    /// <summary>Outside a round field of view scanners write values below any air; nothing is known there.</summary>
    public const short LowestAirHu = -1500;

    /// <summary>Its runs of voxels in the slice, in order; none where the slice shows no body.</summary>
    public static IReadOnlyList<VoxelRun> Runs(Volume<short> ct, int z) => Largest(Parts(ct, z));

    public static IReadOnlyList<VoxelRun> Largest(IReadOnlyList<IReadOnlyList<VoxelRun>> parts) => parts is [var largest, ..] ? largest : [];

    /// <summary>Runs of voxels of every connected part in the slice, the largest part first; none where the slice shows no body.</summary>
    public static IReadOnlyList<IReadOnlyList<VoxelRun>> Parts(Volume<short> ct, int z)
    {
        var forest = Scan(ct, z);
        var runs = forest.Runs;
        return [.. Enumerable.Range(0, runs.Count).GroupBy(forest.Root).OrderByDescending(part => part.Sum(i => (long)runs[i].Length)).Select(part => part.Select(i => runs[i]).ToList())];
    }

    /// <summary>Centroid in voxels of the slice; null where there are no runs.</summary>
    public static OutlinePoint? Centroid(IReadOnlyList<VoxelRun> runs, int width)
    {
        var (voxels, sumX, sumY) = (0L, 0.0, 0.0);
        foreach (var (start, length) in runs)
        {
            voxels += length;
            sumX += length * ((start % width) + ((length - 1) / 2.0));
            sumY += (double)length * (start / width);
        }

        return voxels == 0 ? null : new(sumX / voxels, sumY / voxels);
    }

    private static RunForest Scan(Volume<short> ct, int z)
    {
        var (width, height) = (ct.Size.X, ct.Size.Y);
        var forest = new RunForest(new(width, height, 1));
        for (var y = 0; y < height; y++)
        {
            var row = ct.Slice(z).Slice(y * width, width);
            for (var x = NextBody(row, 0); x < width;)
            {
                var air = row[x..].IndexOfAnyInRange(short.MinValue, BodyHu);
                var end = air < 0 ? width : x + air;
                forest.Add((y * width) + x, end - x);
                x = NextBody(row, end);
            }

            forest.EndRow(y, 0);
        }

        return forest;
    }

    private static int NextBody(ReadOnlySpan<short> row, int from)
    {
        var ahead = row[from..].IndexOfAnyExceptInRange(short.MinValue, BodyHu);
        return ahead < 0 ? row.Length : from + ahead;
    }
}
