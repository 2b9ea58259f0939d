using EdgeNode.Appliance.Evaluation;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Tests.Evaluation;

/// <summary>Measurements written down by hand, so that every statistic can be counted on fingers.</summary>
internal static class HandMade
{
    public static CaseMeasurement Case(IReadOnlyList<TruthNode> nodes, IReadOnlyList<FoundNode> found, string? phase = "Venous") => new()
    {
        Name = "a",
        Key = "",
        Phase = phase,
        SliceThicknessMm = 1.5,
        NoiseHu = 9,
        TruthVoxels = [100, 50, 30, 20],
        FoundVoxels = [80, 40, 40, 0],
        CommonVoxels = [60, 20, 15, 0],
        Nodes = nodes,
        Found = found,
    };

    /// <summary>Negative 4 mm wholly found, positive 9 mm found to 40 % and called ENE, ENE 18 mm missed; one false positive called positive.</summary>
    public static CaseMeasurement Mixed() => Case(
        [
            new(NodeClass.Negative, 4, 1, NodeClass.Negative, 0.9, 5),
            new(NodeClass.Positive, 9, 0.4, NodeClass.Ene, 0.6, 7),
            new(NodeClass.Ene, 18, 0, null, 0, null),
        ],
        [
            new(NodeClass.Negative, 5, 0.9, 0.85, NodeClass.Negative),
            new(NodeClass.Ene, 7, 0.6, 0.55, NodeClass.Positive),
            new(NodeClass.Positive, 6, 0.7, 0.65, null),
        ]);

    public static CaseMeasurement Empty() => Case([], []) with { TruthVoxels = [0, 0, 0, 0], FoundVoxels = [0, 0, 0, 0], CommonVoxels = [0, 0, 0, 0] };
}
