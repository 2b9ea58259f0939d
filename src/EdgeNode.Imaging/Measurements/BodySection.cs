using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Where the body lies in one slice: its largest connected part above -300 HU, so that the table does not count.</summary>
internal static class BodySection
{
    private const short BodyHu = -300;

    /// <summary>Centroid in voxels of the slice; null where the slice shows no body.</summary>
    public static OutlinePoint? Centroid(Volume<short> ct, int z)
    {
        var forest = Scan(ct, z);
        var parts = new Dictionary<int, (long Voxels, double SumX, double SumY)>();
        for (var i = 0; i < forest.Runs.Count; i++)
        {
            var (start, length) = forest.Runs[i];
            var part = parts.GetValueOrDefault(forest.Root(i));
            var middle = (start % ct.Size.X) + ((length - 1) / 2.0);
            parts[forest.Root(i)] = (part.Voxels + length, part.SumX + (length * middle), part.SumY + ((double)length * (start / ct.Size.X)));
        }

        if (parts.Count == 0)
            return null;

        var body = parts.Values.MaxBy(part => part.Voxels);
        return new(body.SumX / body.Voxels, body.SumY / body.Voxels);
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
