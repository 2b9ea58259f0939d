using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// Our own option beyond nnU-Net: the box around the patient, found as the largest connected piece that is denser than air on a coarse sampling of the
/// volume, plus a margin. Air, and a table that does not touch, are left out; labels outside the box are background. Tiles then lie elsewhere than
/// nnU-Net's, so labels can differ from its.
/// </summary>
internal static class BodyBox
{
    private const double SampleMm = 4;
    private const double MarginMm = 12;
    private const short BodyHu = -400;

    /// <summary>The part of the view that holds the body; the view itself where there is none.</summary>
    public static OrientedView Crop(OrientedView view, ReadOnlySpan<short> voxels)
    {
        var step = new ArrayShape(Step(view, 0), Step(view, 1), Step(view, 2));
        var coarse = new ArrayShape(Samples(view.Shape.A0, step.A0), Samples(view.Shape.A1, step.A1), Samples(view.Shape.A2, step.A2));
        if (Largest(Sample(view, voxels, step, coarse), coarse) is not { } box)
        {
            return view;
        }

        var (low, size) = (new int[3], new int[3]);
        for (var axis = 0; axis < 3; axis++)
        {
            var margin = (int)Math.Ceiling(MarginMm / view.Spacing[axis]);
            low[axis] = Math.Max(0, (box.Low[axis] * step[axis]) - margin);
            size[axis] = Math.Min(view.Shape[axis], ((box.High[axis] + 1) * step[axis]) + margin) - low[axis];
        }

        return view.Crop(new(low[0], low[1], low[2]), new(size[0], size[1], size[2]));
    }

    private static int Step(OrientedView view, int axis) => Math.Max(1, (int)(SampleMm / view.Spacing[axis]));

    private static int Samples(int size, int step) => (size + step - 1) / step;

    private static bool[] Sample(OrientedView view, ReadOnlySpan<short> voxels, ArrayShape step, ArrayShape coarse)
    {
        var body = new bool[coarse.Voxels];
        for (var i = 0; i < body.Length; i++)
        {
            var (i0, i1, i2) = (i / coarse.A2 / coarse.A1 * step.A0, i / coarse.A2 % coarse.A1 * step.A1, i % coarse.A2 * step.A2);
            body[i] = voxels[view.Row(i0, i1) + (i2 * view.Stride2)] > BodyHu;
        }

        return body;
    }

    // Pieces are used up as they are flooded.
    private static (int[] Low, int[] High)? Largest(bool[] body, ArrayShape shape)
    {
        (int[] Low, int[] High)? largest = null;
        var most = 0;
        for (var seed = 0; seed < body.Length; seed++)
        {
            if (body[seed])
            {
                var (low, high, count) = Flood(body, shape, seed);
                (largest, most) = count > most ? ((low, high), count) : (largest, most);
            }
        }

        return largest;
    }

    private static (int[] Low, int[] High, int Count) Flood(bool[] body, ArrayShape shape, int seed)
    {
        int[] low = [shape.A0, shape.A1, shape.A2], high = [0, 0, 0];
        var (count, open) = (0, new Stack<int>([seed]));
        body[seed] = false;
        while (open.TryPop(out var i))
        {
            count++;
            int[] at = [i / shape.A2 / shape.A1, i / shape.A2 % shape.A1, i % shape.A2];
            int[] steps = [shape.A1 * shape.A2, shape.A2, 1];
            for (var axis = 0; axis < 3; axis++)
            {
                (low[axis], high[axis]) = (Math.Min(low[axis], at[axis]), Math.Max(high[axis], at[axis]));
                Visit(at[axis] > 0, i - steps[axis]);
                Visit(at[axis] < shape[axis] - 1, i + steps[axis]);
            }
        }

        return (low, high, count);

        void Visit(bool inside, int next)
        {
            if (inside && body[next])
            {
                body[next] = false;
                open.Push(next);
            }
        }
    }
}
