using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Inference.Labelling;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Joins what was measured of a node with what the network thought of its voxels.</summary>
internal static class NodeFindings
{
    public static NodeFinding From(NodeMeasurement node, int id, ForegroundProbabilities foreground, ImagedNeck neck, RuleTable rules) => new()
    {
        Id = id,
        Label = (NodeClass)node.Component.Label,
        ClassProbabilities = MeanProbabilities(node, foreground),
        CentroidMm = [node.CentroidMm.X, node.CentroidMm.Y, node.CentroidMm.Z],
        Side = node.Side.ToString().ToLowerInvariant(),
        BoundingBoxVoxels = [node.Box.X0, node.Box.Y0, node.Box.Z0, node.Box.X1, node.Box.Y1, node.Box.Z1],
        VolumeMm3 = node.VolumeMm3,
        LongAxisMm = node.LongAxisMm,
        ShortAxisMm = node.ShortAxisMm,
        LongAxisVoxels = [node.LongAxis.X0, node.LongAxis.Y0, node.LongAxis.X1, node.LongAxis.Y1],
        ShortAxisVoxels = [node.ShortAxis.X0, node.ShortAxis.Y0, node.ShortAxis.X1, node.ShortAxis.Y1],
        GreatestDimensionMm = node.GreatestDimensionMm,
        AxialSlice = node.AxialSlice,
        MeanHu = node.MeanHu,
        LowDensityFraction = node.LowDensityFraction,
        Sphericity = node.Sphericity,
        BorderRoughness = node.BorderRoughness,
        BorderGradientHuPerMm = node.BorderGradientHuPerMm,
        SkinDistanceMm = node.SkinDistanceMm,
        NearestNodeMm = node.NearestNodeMm,
        BelowSkullBaseMm = neck.SkullBaseZMm - node.CentroidMm.Z,
        AboveLungApexMm = node.CentroidMm.Z - neck.LungApexZMm,
        Truncated = node.Truncated,
        Borderline = rules.IsBorderline(node.ShortAxisMm),
    };

    /// <summary>Mean over the node's voxels of the softmax of negative, positive and ENE, scaled to sum 1.</summary>
    private static double[] MeanProbabilities(NodeMeasurement node, ForegroundProbabilities foreground)
    {
        var means = foreground.MeanOver(node.Component.VoxelIndices());
        var total = means.Sum();
        return total > 0 ? [.. means.Select(mean => mean / total)] : [0, 0, 0];
    }
}
