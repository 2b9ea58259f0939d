namespace EdgeNode.Inference.Preprocessing;

/// <summary>
/// nnU-Net's crop: the tightest box around all voxels that are not exactly 0. Hole filling, which nnU-Net does first, can not move the box.
/// In HU this only cuts zero-padded borders, since air is -1000. A volume of zeros is not cropped.
/// </summary>
internal static class NonZeroBox
{
    public static OrientedView Crop(OrientedView view, ReadOnlySpan<short> voxels)
    {
        var low = new int[3];
        var size = new int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var high = view.Shape[axis];
            while (low[axis] < high && IsZeroPlane(view, voxels, axis, low[axis]))
            {
                low[axis]++;
            }

            if (low[axis] == high)
            {
                return view;
            }

            while (IsZeroPlane(view, voxels, axis, high - 1))
            {
                high--;
            }

            size[axis] = high - low[axis];
        }

        return view.Crop(new(low[0], low[1], low[2]), new(size[0], size[1], size[2]));
    }

    private static bool IsZeroPlane(OrientedView view, ReadOnlySpan<short> voxels, int axis, int index)
    {
        var (u, v) = axis switch { 0 => (1, 2), 1 => (0, 2), _ => (0, 1) };
        for (var i = 0; i < view.Shape[u]; i++)
        {
            var at = view.Offset + (index * view.Stride(axis)) + (i * view.Stride(u));
            for (var j = 0; j < view.Shape[v]; j++, at += view.Stride(v))
            {
                if (voxels[at] != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
