using EdgeNode.Appliance.Feedback.Record;

namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>Why an act is not taken, each with what to do.</summary>
internal static class ActRefusals
{
    public static readonly ActRefusal BodyMalformed = new("BODY_MALFORMED", "Send the act as JSON (application/json) with the fields of its kind and no others.", StatusCodes.Status400BadRequest);

    public static readonly ActRefusal ActMissing = new("ACT_MISSING", "Give the act an id of your own: \"act\" is a UUID, the same one when it is sent again.", StatusCodes.Status400BadRequest);

    public static readonly ActRefusal ReaderUnknown = new("READER_UNKNOWN", "Say who acts: \"reader\" is the code of one of alarms.readers.", StatusCodes.Status403Forbidden);

    public static readonly ActRefusal SignOnRequired = new("SIGN_ON_REQUIRED", "Sign on (POST /api/sign-on) and send the act again under the same id, with the token.", StatusCodes.Status401Unauthorized);

    public static readonly ActRefusal NoPeople = new("NO_PEOPLE", "Nobody can sign on yet: an engineer adds people with 'edgenode people add'.", StatusCodes.Status403Forbidden);

    public static readonly ActRefusal RoleMissing = new("ROLE_MISSING", "This needs a physician.", StatusCodes.Status403Forbidden);

    public static readonly ActRefusal CaseUnknown = new("CASE_UNKNOWN", "There is no such case.", StatusCodes.Status404NotFound);

    public static readonly ActRefusal NoAlarm = new("NO_ALARM", "The case has no alarm.", StatusCodes.Status404NotFound);

    public static readonly ActRefusal AlarmClosed = new("ALARM_CLOSED", "The alarm is closed: nothing about it can be changed any more.", StatusCodes.Status409Conflict);

    public static readonly ActRefusal RevisionChanged = new("REVISION_CHANGED", "The case has moved on to another revision: look at it again.", StatusCodes.Status409Conflict);

    public static readonly ActRefusal ActConflict = new("ACT_CONFLICT", "Another act has this id: give every act an id of its own.", StatusCodes.Status409Conflict);

    public static readonly ActRefusal DecisionUnknown = new("DECISION_UNKNOWN", $"\"decision\" is one of {string.Join(", ", Enum.GetNames<TransferDecision>())}.", StatusCodes.Status400BadRequest);

    public static readonly ActRefusal PriorityMissing = new("PRIORITY_MISSING", "\"priority\" is the physician's own, 1 to 4.", StatusCodes.Status400BadRequest);

    public static ActRefusal AlarmChanged(int revision, int level) => new("ALARM_CHANGED", $"The alarm that stands is that of revision {revision} at priority {level}: look at it again, and send that revision and level.", StatusCodes.Status409Conflict);

    public static ActRefusal ReasonUnknown(IReadOnlyList<string> codes) => new("REASON_UNKNOWN", $"\"reasons\" holds each of these at most once: {string.Join(", ", codes)}.", StatusCodes.Status400BadRequest);

    public static ActRefusal ReasonMissing(IReadOnlyList<string> codes) => new("REASON_MISSING", $"\"reasons\" holds at least one of {string.Join(", ", codes)}.", StatusCodes.Status400BadRequest);
}
