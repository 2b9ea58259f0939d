using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Inference.Preprocessing;

/// <summary>Volumes that lie on a network's own grid, one tile large, and so need no resampling.</summary>
public static class NetworkGrid
{
    /// <summary>A grid along the patient's axes with the plan's patch and spacing around a place.</summary>
    /// <param name="bundle">Whose network.</param>
    /// <param name="centre">LPS, mm.</param>
    public static GridGeometry Of(ModelBundle bundle, Vector3 centre)
    {
        var (size, spacing) = (new int[3], new double[3]);
        for (var axis = 0; axis < 3; axis++)
        {
            var direction = bundle.Orientation[bundle.Plan.TransposeForward[axis]];
            var patient = direction.X != 0 ? 0 : direction.Y != 0 ? 1 : 2;
            (size[patient], spacing[patient]) = (bundle.Plan.PatchSize[axis], bundle.Plan.Spacing[axis]);
        }

        var extent = new Vector3((size[0] - 1) * spacing[0], (size[1] - 1) * spacing[1], (size[2] - 1) * spacing[2]);
        return GridGeometry.AxisAligned(new(size[0], size[1], size[2]), new(spacing[0], spacing[1], spacing[2]), centre - (extent * 0.5));
    }

    /// <summary>Voxels of a volume along the network's axes, a2 contiguous.</summary>
    public static T[] Read<T>(ModelBundle bundle, Volume<T> volume)
        where T : unmanaged
    {
        var view = OrientedView.Of(volume.Geometry, bundle.Orientation, bundle.Plan.TransposeForward);
        var result = new T[view.Shape.Voxels];
        for (var i = 0; i < result.Length; i++)
        {
            var row = i / view.Shape.A2;
            result[i] = volume.Span[view.Row(row / view.Shape.A1, row % view.Shape.A1) + (i % view.Shape.A2 * view.Stride2)];
        }

        return result;
    }
}
