using EdgeNode.Appliance.Evaluation.Statistics;
using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>Everything that evaluation.json says of a model on a set of cases.</summary>
public sealed record EvaluationResult
{
    /// <summary>All nodes, then each class.</summary>
    internal static readonly NodeClass?[] Classes = [null, NodeClass.Negative, NodeClass.Positive, NodeClass.Ene];

    public string Schema { get; init; } = "edgenode.evaluation/1";

    public required ModelIdentity Model { get; init; }

    /// <summary>False where the bundle says that it is not for clinical use.</summary>
    public required bool ClinicalUse { get; init; }

    public required int Cases { get; init; }

    /// <summary>Cases without a measurement, with the reason code: they count nowhere.</summary>
    public required IReadOnlyList<RefusedCase> Refused { get; init; }

    /// <summary>Nodes that were put into the cases; null where a case does not say. Those that touch are one node of the figures.</summary>
    public int? PlacedNodes { get; init; }

    public required IReadOnlyList<DiceScore> Dice { get; init; }

    /// <summary>All and each class, over all sizes and in each bin.</summary>
    public required IReadOnlyList<Detection> Detection { get; init; }

    /// <summary>Mean of a volume: all, negative, positive, ENE.</summary>
    public required IReadOnlyList<Figure> FalsePositivesPerVolume { get; init; }

    public required Confusion Confusion { get; init; }

    public required IReadOnlyList<ShortAxisRow> ShortAxes { get; init; }

    public required ShortAxisError ShortAxisError { get; init; }

    public required IReadOnlyList<FrocPoint> Froc { get; init; }

    public required Calibration Calibration { get; init; }

    public required IReadOnlyList<Stratum> Strata { get; init; }

    internal static EvaluationResult Of(ModelIdentity model, bool clinicalUse, IReadOnlyList<CaseMeasurement> cases, IReadOnlyList<RefusedCase> refused)
    {
        var bootstrap = new Bootstrap();
        SizeBin?[] sizes = [null, .. SizeBin.All];
        return new()
        {
            Model = model,
            ClinicalUse = clinicalUse,
            Cases = cases.Count,
            Refused = refused,
            PlacedNodes = cases.Count > 0 && cases.All(c => c.PlacedNodes is not null) ? cases.Sum(c => c.PlacedNodes) : null,
            Dice = [.. Classes.Select(label => DiceScore.Of(cases, label, bootstrap))],
            Detection = [.. Classes.SelectMany(label => sizes.Select(size => Statistics.Detection.Of(cases, label, size, bootstrap)))],
            FalsePositivesPerVolume = [.. Classes.Select(label => bootstrap.Rate(cases, c => FalsePositives.Of(c, label)))],
            Confusion = Confusion.Of(cases, bootstrap),
            ShortAxes = [.. Classes.OfType<NodeClass>().Select(label => ShortAxisRow.Of(cases, label))],
            ShortAxisError = ShortAxisError.Of(cases, bootstrap),
            Froc = FreeResponse.Curve(cases),
            Calibration = Calibration.Of(cases),
            Strata = Stratum.All(cases, bootstrap),
        };
    }
}

/// <summary>A case that could not be measured.</summary>
public sealed record RefusedCase(string Name, string Code, string Text);
