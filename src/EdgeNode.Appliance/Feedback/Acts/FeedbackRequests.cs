using System.Text.Json.Serialization;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>What every act on findings says.</summary>
/// <param name="Act">A UUID of the client's, version 7.</param>
/// <param name="Revision">The revision that was on the screen.</param>
/// <param name="Node">Number of the node; from the address.</param>
/// <param name="Verdict">One of <see cref="NodeVerdict"/>.</param>
/// <param name="Class">The class it should have, for <see cref="NodeVerdict.Reclassify"/>.</param>
/// <param name="Reasons">Codes of <see cref="FeedbackCodes.VerdictReasons"/>.</param>
/// <param name="Level">Neck level.</param>
/// <param name="View">How the reader looked.</param>
public sealed record VerdictRequest(Guid Act, int? Revision, int? Node, string? Verdict, string? Class, IReadOnlyList<string>? Reasons, string? Level, ReadingView? View);

/// <summary>How a reader looked before judging, for whoever learns from the verdict.</summary>
/// <param name="OpenSeconds">How long the case was open.</param>
/// <param name="SlicesVisited">How many different slices were shown.</param>
/// <param name="MasksShown">Whether masks were on.</param>
/// <param name="SawFindingsFirst">Whether the box's findings were seen before the reader judged.</param>
public sealed record ReadingView(double? OpenSeconds, int? SlicesVisited, bool? MasksShown, bool? SawFindingsFirst);

/// <summary>A physician's own measurement; patient positions, LPS mm.</summary>
public sealed record CalliperRequest(Guid Act, int? Revision, int? Node, CalliperLine? ShortAxis, CalliperLine? LongAxis);

/// <param name="FromMm">x,y,z of one end, LPS mm.</param>
/// <param name="ToMm">x,y,z of the other end.</param>
public sealed record CalliperLine(IReadOnlyList<double>? FromMm, IReadOnlyList<double>? ToMm);

/// <summary>A node that the box did not find: an ellipse on a slice. Full axes, mm; centre and direction in LPS.</summary>
public sealed record MissedNodeRequest(
    Guid Act, int? Revision, string? Class, IReadOnlyList<double>? CentreMm, double? LongAxisMm, double? ShortAxisMm, IReadOnlyList<double>? LongAxisDirection,
    string? Side, IReadOnlyList<string>? Reasons, string? Level, ReadingView? View);

/// <summary>The whole set of ticked boxes.</summary>
public sealed record SignsRequest(Guid Act, IReadOnlyList<string>? Signs);

/// <summary>The physician's own priority, 1 to 4.</summary>
public sealed record OwnPriorityRequest(Guid Act, int? Revision, int? Priority);

/// <summary>What was found later.</summary>
/// <param name="Examined">Day, yyyy-MM-dd.</param>
public sealed record OutcomeRequest(Guid Act, string? Source, string? Finding, string? Examined, int? Revision, int? Node);

/// <param name="Withdrawn">The act that is taken back; from the address.</param>
public sealed record WithdrawRequest(Guid Act, Guid? Withdrawn, string? Reason);

/// <summary>What the box adds to an act: the number and side of a missed node, and the priority that the case has with the act.</summary>
public sealed record ActEffect(int? Node, string? Side, int? Priority);

/// <summary>Numbers that are none (1e999 reads as infinity) are written as words, and refused by the checks.</summary>
[JsonSourceGenerationOptions(
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerdictRequest))]
[JsonSerializable(typeof(CalliperRequest))]
[JsonSerializable(typeof(MissedNodeRequest))]
[JsonSerializable(typeof(SignsRequest))]
[JsonSerializable(typeof(OwnPriorityRequest))]
[JsonSerializable(typeof(OutcomeRequest))]
[JsonSerializable(typeof(WithdrawRequest))]
[JsonSerializable(typeof(ActEffect))]
internal sealed partial class FeedbackJson : JsonSerializerContext;
