using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Cropping;

/// <summary>
/// What does not belong to the body in an axial slice: everything that can be reached from the edge of the slice without crossing the
/// body (<see cref="BodySection"/>). Table, head rest and separate arms count as outside; airways count as inside
/// unless the slice shows them open to the air. Where it is in doubt, more is outside.
/// </summary>
internal static class OutsideBody
{
    /// <summary>Marks outside pixels of a slice with 1, others with 0. <paramref name="outside"/>: rows of x, one byte a pixel.</summary>
    public static void Mark(Volume<short> ct, int z, Span<byte> outside)
    {
        var (width, height) = (ct.Size.X, ct.Size.Y);
        var body = new bool[width * height];
        foreach (var run in BodySection.Runs(ct, z))
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
}
