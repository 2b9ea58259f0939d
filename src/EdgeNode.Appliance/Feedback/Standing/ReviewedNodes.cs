using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Feedback.Acts;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Feedback.Standing;

/// <summary>Feedback as the rules see it.</summary>
internal static class ReviewedNodes
{
    /// <summary>A verdict and calliper. An agreed class is a physician's word too, so it has full confidence.</summary>
    public static NodeReview Of(NodeFeedback said, CaseResult result) => new()
    {
        Rejected = said.Verdict?.Verdict == NodeVerdict.Reject,
        Class = said.Verdict?.Verdict switch
        {
            NodeVerdict.Agree => result.Nodes.Single(node => node.Id == said.Node).Label,
            NodeVerdict.Reclassify => said.Verdict.Class,
            _ => null,
        },
        ShortAxisMm = said.Calliper?.ShortAxisMm,
        LongAxisMm = said.Calliper?.LongAxisMm,
        Level = said.Verdict?.Level,
    };

    /// <summary>A missed node: what was drawn, as an ellipsoid whose third axis is the short one. Its density was not measured.</summary>
    public static NodeFinding Of(MissedNode missed)
    {
        var probabilities = new double[3];
        probabilities[(int)missed.Class - 1] = 1;
        return new()
        {
            Id = missed.Node,
            Label = missed.Class,
            ClassProbabilities = probabilities,
            CentroidMm = missed.CentreMm,
            Side = missed.Side,
            BoundingBoxVoxels = [0, 0, 0, 0, 0, 0],
            VolumeMm3 = Math.PI / 6 * missed.LongAxisMm * missed.ShortAxisMm * missed.ShortAxisMm,
            LongAxisMm = missed.LongAxisMm,
            ShortAxisMm = missed.ShortAxisMm,
            LongAxisVoxels = [0, 0, 0, 0],
            ShortAxisVoxels = [0, 0, 0, 0],
            GreatestDimensionMm = missed.LongAxisMm,
            AxialSlice = 0,
            MeanHu = 0,
            Truncated = false,
        };
    }
}
