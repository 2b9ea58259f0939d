using System.Text.Json;
using EdgeNode.Appliance.Feedback.Record;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Acts;

/// <summary>The only way from an act to what leaves the hospital. Codes that are not of a listed shape become <c>OTHER</c>.</summary>
internal static class ActAllowList
{
    private const int MostReasons = 16;

    private static readonly string[] Kinds =
    [
        ActKinds.Acknowledge, ActKinds.Decide, ActKinds.Verdict, ActKinds.Calliper, ActKinds.MissedNode, ActKinds.Signs, ActKinds.OwnPriority, ActKinds.Outcome, ActKinds.Withdraw,
    ];

    /// <summary>Null for acts that stay in the box: pauses, the list of people.</summary>
    public static FeedbackAct? From(ActFacts act, SiteSecret secret, Guid messageId, string caseKey)
    {
        if (!Kinds.Contains(act.Kind))
            return null;
        var content = act.Content;
        return new()
        {
            Id = messageId,
            CaseKey = caseKey,
            Revision = Math.Max(0, Whole(content, "revision") ?? 0),
            ActKey = Pseudonyms.Act(secret, act.Act),
            WithdrawsKey = Text(content, "withdrawn") is { } taken && Guid.TryParse(taken, out var back) ? Pseudonyms.Act(secret, back) : null,
            Kind = act.Kind,
            Reader = new(
                Pseudonyms.Person(secret, act.Reader),
                One(act.Role, "ward", "physician") ?? "station",
                One(act.Experience, "0-4", "5-9", "10+"),
                One(act.Via, "person") ?? "station"),
            Node = (Whole(content, "node") ?? Whole(act.Effect, "node")) is > 0 and var node ? node : null,
            Verdict = One(Text(content, "verdict"), "Agree", "Reject", "Reclassify"),
            Class = One(Text(content, "class"), Enum.GetNames<NodeClass>()) is { } name ? Enum.Parse<NodeClass>(name) : null,
            Reasons = [.. Codes(content, "reasons").Concat(Codes(content, "signs")).Concat(Text(content, "reason") is { } reason ? [AllowedText.Code(reason)] : [])],
            Level = Text(content, "level") is { Length: <= 3 } level && level.All(char.IsAsciiLetterUpper) ? level : null,
            Side = AllowedText.Side(Text(content, "side") ?? Text(act.Effect, "side")),
            ShortAxisMm = Millimetres(content, "shortAxis"),
            LongAxisMm = Millimetres(content, "longAxis"),
            Decision = One(Text(content, "decision"), "TransferNow", "TransferScheduled", "NoTransfer"),
            Priority = Whole(content, "priority") is >= 1 and <= 4 and var priority ? priority : null,
            Source = Text(content, "source") is { } source ? AllowedText.Code(source) : null,
            Finding = Text(content, "finding") is { } finding ? AllowedText.Code(finding) : null,
            View = Field(content, "view") is { ValueKind: JsonValueKind.Object } view
                ? new(Number(view, "openSeconds"), Whole(view, "slicesVisited"), Flag(view, "masksShown"), Flag(view, "sawFindingsFirst"))
                : null,
        };
    }

    /// <summary>A length: given as <c>nameMm</c>, or as a line of two ends, of which only the length leaves.</summary>
    private static double? Millimetres(JsonElement content, string name)
    {
        if (Number(content, name + "Mm") is { } length)
            return Math.Round(length, 1);
        return Field(content, name) is { ValueKind: JsonValueKind.Object } line && Point(line, "fromMm") is { } from && Point(line, "toMm") is { } to
            ? Math.Round(Math.Sqrt(from.Zip(to, (a, b) => (a - b) * (a - b)).Sum()), 1)
            : null;
    }

    private static double[]? Point(JsonElement line, string name) =>
        Field(line, name) is { ValueKind: JsonValueKind.Array } ends && ends.GetArrayLength() == 3 && ends.EnumerateArray().All(end => end.ValueKind == JsonValueKind.Number)
            ? [.. ends.EnumerateArray().Select(end => end.GetDouble())]
            : null;

    private static IEnumerable<string> Codes(JsonElement content, string name) => Field(content, name) is { ValueKind: JsonValueKind.Array } codes
        ? codes.EnumerateArray().Where(code => code.ValueKind == JsonValueKind.String).Take(MostReasons).Select(code => AllowedText.Code(code.GetString()!))
        : [];

    private static string? One(string? text, params string[] allowed) => Array.Find(allowed, word => word == text);

    private static string? Text(JsonElement content, string name) => Field(content, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Whole(JsonElement content, string name) => Field(content, name) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt32(out var whole) ? whole : null;

    private static double? Number(JsonElement content, string name) => Field(content, name) is { ValueKind: JsonValueKind.Number } n ? Math.Round(n.GetDouble(), 1) : null;

    private static bool? Flag(JsonElement content, string name) => Field(content, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    private static JsonElement? Field(JsonElement content, string name) => content.ValueKind == JsonValueKind.Object && content.TryGetProperty(name, out var field) ? field : null;
}
