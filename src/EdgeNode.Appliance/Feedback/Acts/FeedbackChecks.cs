using EdgeNode.Appliance.Alarms.Acts;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Feedback.Standing;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>What is wrong with feedback as it was sent; null: nothing.</summary>
internal static class FeedbackChecks
{
    public static ActRefusal? Of(VerdictRequest said)
    {
        if (!IsName<NodeVerdict>(said.Verdict, out var verdict))
        {
            return FeedbackRefusals.VerdictUnknown;
        }

        var codes = FeedbackCodes.VerdictReasons[verdict];
        return verdict == NodeVerdict.Reclassify != (said.Class is not null) || (said.Class is not null && !IsName<NodeClass>(said.Class, out _)) ? FeedbackRefusals.ClassMissing
            : Reasons(said.Reasons, codes) is { } unknown ? unknown
            : verdict == NodeVerdict.Reject && said.Reasons is not { Count: > 0 } ? ActRefusals.ReasonMissing(codes)
            : Level(said.Level) ?? View(said.View);
    }

    public static ActRefusal? Of(CalliperRequest said, ResultGeometry grid)
    {
        CalliperLine[] lines = [.. ((CalliperLine?[])[said.ShortAxis, said.LongAxis]).OfType<CalliperLine>()];
        return lines.Length == 0 || lines.Any(line => !IsPoint(line.FromMm) || !IsPoint(line.ToMm) || FeedbackFold.Length(line) is not (>= 1 and <= 300)) ? FeedbackRefusals.CalliperMalformed
            : FeedbackFold.Length(said.ShortAxis) > FeedbackFold.Length(said.LongAxis) ? FeedbackRefusals.CalliperMalformed
            : lines.Any(line => !IsInside(line.FromMm!, grid) || !IsInside(line.ToMm!, grid)) ? FeedbackRefusals.PositionOutside
            : null;
    }

    public static ActRefusal? Of(MissedNodeRequest said, ResultGeometry grid) =>
        !IsName<NodeClass>(said.Class, out _) ? FeedbackRefusals.ClassMissing
        : !IsPoint(said.CentreMm) || !IsInside(said.CentreMm!, grid) ? FeedbackRefusals.PositionOutside
        : said.LongAxisMm is not (>= 1 and <= 150) || said.ShortAxisMm is not (>= 1 and <= 150) || said.ShortAxisMm > said.LongAxisMm ? FeedbackRefusals.EllipseMalformed
        : !IsPoint(said.LongAxisDirection) || said.LongAxisDirection!.All(part => part == 0) ? FeedbackRefusals.EllipseMalformed
        : said.Side is not (null or "left" or "right" or "midline") ? FeedbackRefusals.SideUnknown
        : Reasons(said.Reasons, FeedbackCodes.MissedReasons) ?? Level(said.Level) ?? View(said.View);

    public static ActRefusal? Of(SignsRequest said) =>
        said.Signs is null || Reasons(said.Signs, [.. FeedbackCodes.RedFlags, .. FeedbackCodes.Risks]) is not null ? FeedbackRefusals.SignUnknown : null;

    public static ActRefusal? Of(OutcomeRequest said, DateTimeOffset now) =>
        said.Source is null || !FeedbackCodes.Outcomes.TryGetValue(said.Source, out var findings) ? FeedbackRefusals.SourceUnknown
        : !findings.Contains(said.Finding) ? FeedbackRefusals.FindingUnknown(findings)
        : said.Examined is { } examined && !(DateOnly.TryParseExact(examined, "yyyy-MM-dd", out var day) && day <= Tomorrow(now)) ? FeedbackRefusals.DayMalformed
        : (said.Revision is null) != (said.Node is null) ? FeedbackRefusals.NodeUnknown
        : null;

    public static ActRefusal? Of(WithdrawRequest said) =>
        string.IsNullOrEmpty(said.Reason) ? FeedbackRefusals.WithdrawReason("REASON_MISSING")
        : !FeedbackCodes.WithdrawReasons.Contains(said.Reason) ? FeedbackRefusals.WithdrawReason("REASON_UNKNOWN")
        : null;

    public static GridGeometry Grid(ResultGeometry grid) => new(
        new(grid.Size[0], grid.Size[1], grid.Size[2]), Vector(grid.SpacingMm), Vector(grid.OriginMm),
        Vector(grid.Direction), Vector([.. grid.Direction.Skip(3)]), Vector([.. grid.Direction.Skip(6)]));

    public static Vector3 Vector(IReadOnlyList<double> mm) => new(mm[0], mm[1], mm[2]);

    /// <summary>Names as they are written, not numbers and not in another case.</summary>
    private static bool IsName<T>(string? text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && Enum.IsDefined(value) && value.ToString() == text;

    private static ActRefusal? Reasons(IReadOnlyList<string>? reasons, IReadOnlyList<string> codes) =>
        reasons is null || (reasons.All(codes.Contains) && reasons.Distinct().Count() == reasons.Count) ? null : ActRefusals.ReasonUnknown(codes);

    private static ActRefusal? Level(string? level) => level is null || NeckLevels.Known.Contains(level) ? null : FeedbackRefusals.LevelUnknown;

    private static ActRefusal? View(ReadingView? view) =>
        view is null or { OpenSeconds: null or (>= 0 and <= 86_400), SlicesVisited: null or (>= 0 and <= 100_000) } ? null : FeedbackRefusals.ViewMalformed;

    private static bool IsPoint(IReadOnlyList<double>? mm) => mm is { Count: 3 } && mm.All(double.IsFinite);

    /// <summary>Inside the outer faces of the volume's voxels.</summary>
    private static bool IsInside(IReadOnlyList<double> mm, ResultGeometry grid)
    {
        var at = Grid(grid).ToVoxel(Vector(mm));
        return IsWithin(at.X, grid.Size[0]) && IsWithin(at.Y, grid.Size[1]) && IsWithin(at.Z, grid.Size[2]);
    }

    private static bool IsWithin(double at, int size) => at >= -0.5 && at <= size - 0.5;

    /// <summary>The hospital's day can be one ahead of UTC's.</summary>
    private static DateOnly Tomorrow(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
}
