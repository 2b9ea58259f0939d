using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Feedback.Standing;

/// <summary>
/// Which node of a later result is the one that a physician marked as missed. Both must point at each other: the mark's centre lies in the
/// node's box, and the node's centroid within half the mark's long axis. In doubt they are two, which is the more urgent reading.
/// </summary>
internal static class MissedPlace
{
    /// <summary>Number of the nearest such node; null where the result has none.</summary>
    public static int? FoundAs(MissedNode missed, CaseResult result)
    {
        if (result.Geometry is not { } geometry)
        {
            return null;
        }

        var centre = FeedbackChecks.Vector(missed.CentreMm);
        var voxel = FeedbackChecks.Grid(geometry).ToVoxel(centre);
        return result.Nodes
            .Where(node => InBox(node.BoundingBoxVoxels))
            .Select(node => (node.Id, Apart: (FeedbackChecks.Vector(node.CentroidMm) - centre).Length))
            .Where(node => node.Apart <= missed.LongAxisMm / 2)
            .OrderBy(node => node.Apart)
            .Select(node => (int?)node.Id)
            .FirstOrDefault();

        // Inclusive first and last voxel; half a voxel around belongs to them.
        bool InBox(IReadOnlyList<int> box) =>
            voxel.X >= box[0] - 0.5 && voxel.Y >= box[1] - 0.5 && voxel.Z >= box[2] - 0.5 && voxel.X <= box[3] + 0.5 && voxel.Y <= box[4] + 0.5 && voxel.Z <= box[5] + 0.5;
    }
}
