using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Cropping;

/// <summary>
/// What does not belong to the body in an axial slice: everything that can be reached from the edge of the slice without crossing the
/// body, which is the largest connected part above -300 HU. Table, head rest and separate arms count as outside; airways count as inside
/// unless the slice shows them open to the air. Where it is in doubt, more is outside.
/// </summary>
internal static class OutsideBody
{
    private const short BodyHu = -300;

    /// <summary>Marks outside pixels of a slice with 1, others with 0. <paramref name="outside"/>: rows of x, one byte a pixel.</summary>
    public static void Mark(Volume<short> ct, int z, Span<byte> outside)
    {
        var (width, height) = (ct.Size.X, ct.Size.Y);
        var body = new bool[width * height];
        foreach (var run in LargestPart(ct.Slice(z), width, height))
            body.AsSpan(run.Start, run.Length).Fill(true);
        outside.Clear();
        var open = new Stack<int>();
        for (var x = 0; x < width; x++)
        {
            Reach(x, body, outside, open);
            Reach(((height - 1) * width) + x, body, outside, open);
        }

        for (var y = 0; y < height; y++)
        {
            Reach(y * width, body, outside, open);
            Reach((y * width) + width - 1, body, outside, open);
        }

        while (open.TryPop(out var at))
        {
            var x = at % width;
            if (x > 0)
                Reach(at - 1, body, outside, open);
            if (x < width - 1)
                Reach(at + 1, body, outside, open);
            if (at >= width)
                Reach(at - width, body, outside, open);
            if (at < width * (height - 1))
                Reach(at + width, body, outside, open);
        }
    }

    private static void Reach(int at, bool[] body, Span<byte> outside, Stack<int> open)
    {
        if (body[at] || outside[at] != 0)
            return;
        outside[at] = 1;
        open.Push(at);
    }

    private static IEnumerable<VoxelRun> LargestPart(ReadOnlySpan<short> slice, int width, int height)
    {
        var forest = new RunForest(new(width, height, 1));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var first = x;
                while (x < width && slice[(y * width) + x] > BodyHu)
                    x++;
                if (x > first)
                    forest.Add((y * width) + first, x - first);
            }

            forest.EndRow(y, 0);
        }

        var runs = forest.Runs;
        return Enumerable.Range(0, runs.Count).GroupBy(forest.Root).MaxBy(part => part.Sum(i => (long)runs[i].Length))?.Select(i => runs[i]) ?? [];
    }
}
