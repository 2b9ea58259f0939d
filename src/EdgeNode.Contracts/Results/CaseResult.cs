namespace EdgeNode.Contracts.Results;

/// <summary>result.json: everything that was computed about one revision of a case. Holds no name and no patient identifier.</summary>
public sealed record CaseResult
{
    public string Schema { get; init; } = "edgenode.result/1";

    public required Guid CaseId { get; init; }

    /// <summary>1 for the first analysis; grows when late slices arrive or the case is analysed again.</summary>
    public required int Revision { get; init; }

    public required CaseState State { get; init; }

    /// <summary>Why the case is Unsuitable or Failed; null otherwise.</summary>
    public CaseReason? Reason { get; init; }

    public ChosenSeries? Series { get; init; }

    public ModelIdentity? Model { get; init; }

    public ResultGeometry? Geometry { get; init; }

    /// <summary>How much of the neck was in the image; null where nothing was analysed, and in results of earlier versions.</summary>
    public ImagedNeck? Coverage { get; init; }

    public CaseTiming Timing { get; init; } = new();

    public IReadOnlyList<NodeFinding> Nodes { get; init; } = [];

    /// <summary>Marks of the network that lie wholly in the head, above <see cref="ImagedNeck.HeadFromZMm"/>, and are neither nodes nor in the mask.</summary>
    public int MarksInHead { get; init; }

    /// <summary>Null unless the state is Analysed: "not analysed" has no priority.</summary>
    public CasePriority? Priority { get; init; }

    /// <summary>Codes of what limits this result, e.g. <c>THICK_SLICES</c>, <c>NO_CONTRAST</c>, <c>SHORT_COVERAGE</c>, <c>NECK_PARTLY_COVERED</c>.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];
}

/// <summary>A stable code and one line for people that says what happened and what to do. Never holds personal data.</summary>
public sealed record CaseReason(string Code, string Text);

/// <summary>The analysed series and why it was taken; rejected series with their reasons. Where none was taken, Uid is empty and Why says why not.</summary>
public sealed record ChosenSeries(string Uid, string Description, string Why, IReadOnlyList<RejectedSeries> Rejected)
{
    /// <summary>Exact copies of slices that were left out.</summary>
    public int DuplicatesDropped { get; init; }

    /// <summary>No series was taken.</summary>
    public static ChosenSeries None(CaseReason reason, IReadOnlyList<RejectedSeries> rejected) => new("", "", reason.Text, rejected);
}

/// <summary>A series that was not analysed. The description stays in the box.</summary>
public sealed record RejectedSeries(string Uid, string Code, string Why)
{
    // Not init: what the file does not hold must stay "", as in results of earlier versions.
    public string Description { get; set; } = "";

    /// <summary>What the rules gave it; null where it could not be analysed at all.</summary>
    public double? Score { get; init; }
}

/// <summary>How much of the neck is in the image, judged by the image alone: from the skull base to the lung apices.</summary>
/// <param name="NeckMm">Imaged from head to foot, mm.</param>
/// <param name="MissingAboveMm">Estimate of what lies above the image, mm; 0 where the skull base is in it.</param>
/// <param name="MissingBelowMm">Estimate of what lies below the image, mm; 0 where the lung apices are in it.</param>
/// <param name="SkullBase">The skull base is in the image.</param>
/// <param name="LungApices">The lung apices are in the image.</param>
/// <param name="Partly">More is missing than necks differ by: the result carries the limit <c>NECK_PARTLY_COVERED</c>.</param>
/// <param name="Text">One line for people.</param>
public sealed record ImagedNeck(double NeckMm, double MissingAboveMm, double MissingBelowMm, bool SkullBase, bool LungApices, bool Partly, string Text)
{
    /// <summary>Patient z (LPS, mm) of the skull base; null where it is not in the image.</summary>
    public double? SkullBaseZMm { get; init; }

    /// <summary>Patient z (LPS, mm) of the lung apices; null where they are not in the image.</summary>
    public double? LungApexZMm { get; init; }

    /// <summary>Patient z (LPS, mm) above which nothing is taken for a node of the neck; null where the image does not tell it.</summary>
    public double? HeadFromZMm { get; init; }
}

/// <summary>What computed the result. Sha256 is the bundle's.</summary>
public sealed record ModelIdentity(string Id, string Version, string Sha256, string Provider, string Precision)
{
    /// <summary>What was switched on that makes this anything else than nnU-Net's own inference, e.g. <c>body-box</c>; null for nothing.</summary>
    public IReadOnlyList<string>? Options { get; init; }
}

/// <summary>Input grid: voxels and millimetres in x,y,z order; direction holds the unit vectors of x, then y, then z (LPS).</summary>
public sealed record ResultGeometry(
    IReadOnlyList<int> Size,
    IReadOnlyList<double> SpacingMm,
    IReadOnlyList<double> OriginMm,
    IReadOnlyList<double> Direction)
{
    /// <summary>What was done to slices that form no true grid; null where they do.</summary>
    public GridCorrection? Correction { get; init; }
}

/// <summary>The slices were resampled onto a true grid for the analysis; everything in the result is mapped back to the slices as they were sent.</summary>
/// <param name="Code"><c>GANTRY_TILT</c> or <c>IRREGULAR_SPACING</c>.</param>
/// <param name="Text">One line for people.</param>
/// <param name="TiltDegrees">Angle between the direction of travel and the slices' normal.</param>
/// <param name="LargestDeviationMm">Largest distance of a slice from its nearest plane of the true grid.</param>
/// <param name="Size">Voxels x,y,z of the true grid.</param>
/// <param name="SpacingMm">Spacing x,y,z of the true grid.</param>
public sealed record GridCorrection(
    string Code, string Text, double TiltDegrees, double LargestDeviationMm, IReadOnlyList<int> Size, IReadOnlyList<double> SpacingMm);

/// <summary>When each step was reached (UTC); null where it was not.</summary>
public sealed record CaseTiming
{
    public DateTimeOffset? LastInstance { get; init; }

    public DateTimeOffset? Complete { get; init; }

    public DateTimeOffset? Queued { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Analysed { get; init; }

    public DateTimeOffset? Alarmed { get; init; }
}
