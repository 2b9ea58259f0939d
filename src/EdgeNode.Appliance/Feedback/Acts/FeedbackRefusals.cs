using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Feedback.Record;

namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>Why feedback is not taken, each with what to do.</summary>
internal static class FeedbackRefusals
{
    public static readonly ActRefusal NotAnalysed = new("NOT_ANALYSED", "The case has no findings to judge: only an analysed case has.", StatusCodes.Status409Conflict);

    public static readonly ActRefusal NodeUnknown = new("NODE_UNKNOWN", "The result of this revision has no node of this number.", StatusCodes.Status404NotFound);

    public static readonly ActRefusal VerdictUnknown = Bad("VERDICT_UNKNOWN", $"\"verdict\" is one of {string.Join(", ", Enum.GetNames<NodeVerdict>())}.");

    public static readonly ActRefusal ClassMissing = Bad("CLASS_MISSING", "\"class\" is Negative, Positive or Ene, for Reclassify and missed nodes only.");

    public static readonly ActRefusal LevelUnknown = Bad("LEVEL_UNKNOWN", $"\"level\" is one of {string.Join(", ", NeckLevels.Known)}.");

    public static readonly ActRefusal ViewMalformed = Bad("VIEW_MALFORMED", "\"view\" holds openSeconds (0 to 86400) and slicesVisited (0 to 100000).");

    public static readonly ActRefusal CalliperMalformed = Bad("CALLIPER_MALFORMED", "\"shortAxis\", \"longAxis\" or both, each with fromMm and toMm of three numbers, 1 to 300 mm long, the short one not longer than the long one.");

    public static readonly ActRefusal PositionOutside = Bad("POSITION_OUTSIDE", "A position is outside the volume: positions are x, y, z in mm, LPS.");

    public static readonly ActRefusal EllipseMalformed = Bad("ELLIPSE_MALFORMED", "\"longAxisMm\" and \"shortAxisMm\" are 1 to 150 mm, the short one not longer; \"longAxisDirection\" is three numbers, not all zero.");

    public static readonly ActRefusal SideUnknown = Bad("SIDE_UNKNOWN", "\"side\" is left, right or midline.");

    public static readonly ActRefusal SignUnknown = Bad("SIGN_UNKNOWN", $"\"signs\" holds each of these at most once: {string.Join(", ", FeedbackCodes.RedFlags.Concat(FeedbackCodes.Risks))}.");

    public static readonly ActRefusal SourceUnknown = Bad("SOURCE_UNKNOWN", $"\"source\" is one of {string.Join(", ", FeedbackCodes.Outcomes.Keys)}.");

    public static readonly ActRefusal DayMalformed = Bad("DAY_MALFORMED", "\"examined\" is a day such as 2026-11-20, not in the future.");

    public static readonly ActRefusal ActUnknown = new("ACT_UNKNOWN", "The case has no such act.", StatusCodes.Status404NotFound);

    public static readonly ActRefusal ActStands = new("ACT_STANDS", "Acknowledgements, decisions and withdrawals are not withdrawn: decide anew.", StatusCodes.Status409Conflict);

    public static readonly ActRefusal ActWithdrawn = new("ACT_WITHDRAWN", "The act was withdrawn before.", StatusCodes.Status409Conflict);

    public static ActRefusal FindingUnknown(IReadOnlyList<string> codes) => Bad("FINDING_UNKNOWN", $"\"finding\" is one of {string.Join(", ", codes)}.");

    public static ActRefusal WithdrawReason(string code) => Bad(code, $"\"reason\" is one of {string.Join(", ", FeedbackCodes.WithdrawReasons)}.");

    private static ActRefusal Bad(string code, string text) => new(code, text, StatusCodes.Status400BadRequest);
}
