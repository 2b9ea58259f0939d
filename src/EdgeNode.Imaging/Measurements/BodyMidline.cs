using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Measurements;

/// <summary>Where the middle of the body is in an axial slice: the centroid of the largest connected part above -300 HU, so that the table does not count.</summary>
internal static class BodyMidline
{
    private const short BodyHu = -300;
    private const double MidlineMm = 5;

    public static NodeSide SideOf(Volume<short> ct, int z, Vector3 centroid)
    {
        // LPS: growing x is the patient's left.
        var offset = centroid.X - MiddleX(ct, z);
        return Math.Abs(offset) <= MidlineMm ? NodeSide.Midline : offset > 0 ? NodeSide.Left : NodeSide.Right;
    }

    private static double MiddleX(Volume<short> ct, int z)
    {
        var (width, height) = (ct.Size.X, ct.Size.Y);
        var slice = ct.Slice(z);
        var seen = new bool[slice.Length];
        var open = new Stack<int>();
        var (bestCount, bestX, bestY) = (0L, (width - 1) / 2.0, (height - 1) / 2.0);
        for (var start = 0; start < slice.Length; start++)
        {
            if (seen[start] || slice[start] < BodyHu)
            {
                continue;
            }

            var (count, sumX, sumY) = (0L, 0L, 0L);
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var i))
            {
                var (x, y) = (i % width, i / width);
                (count, sumX, sumY) = (count + 1, sumX + x, sumY + y);
                Visit(slice, i - 1, x > 0);
                Visit(slice, i + 1, x < width - 1);
                Visit(slice, i - width, y > 0);
                Visit(slice, i + width, y < height - 1);
            }

            if (count > bestCount)
            {
                (bestCount, bestX, bestY) = (count, (double)sumX / count, (double)sumY / count);
            }
        }

        return ct.Geometry.ToPatient(bestX, bestY, z).X;

        void Visit(ReadOnlySpan<short> hu, int i, bool inside)
        {
            if (inside && !seen[i] && hu[i] >= BodyHu)
            {
                seen[i] = true;
                open.Push(i);
            }
        }
    }
}
