using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Collecting;

/// <summary>A message as it came: topic, payload, and the user properties <c>id</c>, <c>epoch</c> and <c>seq</c>.</summary>
public sealed record RawMessage(string Topic, byte[] Payload, string? Id, string? Epoch, string? Sequence = null);

/// <summary>Decides what a message is. Never throws: what cannot be used becomes a <see cref="PoisonArrival"/> with a reason code.</summary>
public static partial class Inspection
{
    private const int LongestEpoch = 64;

    private const string Unreadable = "UNREADABLE";

    private static readonly ContractsJson Strict =
        new(new JsonSerializerOptions(ContractsJson.Default.Options) { Converters = { new NamedValue<NodeClass>(), new NamedValue<CaseState>() } });

    public static Arrival Of(RawMessage message)
    {
        if (Topics.ParseNodeState(message.Topic) is { } site)
        {
            return Read(message, Strict.NodeState) is { Schema: NodeState.SchemaId } state && TextFault(message) is null && Soundness.Fault(state) is null
                ? new StateArrival(site, state)
                : new NothingToKeep();
        }

        if (Topics.ParseUp(message.Topic) is not var (node, kind))
            return message.Topic == Topics.CentreState ? new NothingToKeep() : Poison(message, "", "UNKNOWN_TOPIC");
        return kind switch
        {
            Topics.ResultKind => Read(message, Strict.CaseReport) is { } report
                ? Fact(message, node, kind, report.Schema, CaseReport.SchemaId, report.Id, report.CaseKey, report.Revision, report)
                : Poison(message, node, TooLarge(message) ?? "NOT_A_REPORT"),
            Topics.NodesKind => Read(message, Strict.NodeTable) is { } table
                ? Fact(message, node, kind, table.Schema, NodeTable.SchemaId, table.Id, table.CaseKey, table.Revision, table)
                : Poison(message, node, TooLarge(message) ?? Unreadable),
            Topics.FeedbackKind => Read(message, Strict.FeedbackAct) is { } act
                ? Fact(message, node, kind, act.Schema, FeedbackAct.SchemaId, act.Id, act.CaseKey, act.Revision, act)
                : Poison(message, node, TooLarge(message) ?? Unreadable),
            Topics.TelemetryKind => Read(message, Strict.Telemetry) is { } telemetry
                ? Fact(message, node, kind, telemetry.Schema, Telemetry.SchemaId, telemetry.Id, null, null, telemetry)
                : Poison(message, node, TooLarge(message) ?? Unreadable),
            Topics.DriftKind => Read(message, Strict.DriftSketch) is { } sketch
                ? Fact(message, node, kind, sketch.Schema, DriftSketch.SchemaId, sketch.Id, null, null, sketch)
                : Poison(message, node, TooLarge(message) ?? Unreadable),
            Topics.CropKind => Read(message, Strict.NodeCrop) is { } crop
                ? Fact(message, node, kind, crop.Schema, NodeCrop.SchemaId, crop.Id, crop.CaseKey, crop.Revision, crop)
                : Poison(message, node, TooLarge(message) ?? Unreadable),
            Topics.HealthKind => Read(message, Strict.Heartbeat) is { Schema: Heartbeat.SchemaId } beat && TextFault(message) is null && Soundness.Fault(beat) is null
                ? new HeartbeatArrival(node, beat)
                : new NothingToKeep(),
            _ => Poison(message, node, "UNKNOWN_KIND"),
        };
    }

    private static Arrival Fact(
        RawMessage message, string node, string kind, string schema, string known, Guid id, string? caseKey, int? revision, object content)
    {
        if (TooLarge(message) is { } tooLarge)
            return Poison(message, node, tooLarge);
        if (schema != known)
            return Poison(message, node, "UNKNOWN_SCHEMA");
        if (id == Guid.Empty || (message.Id is not null && message.Id != id.ToString()))
            return Poison(message, node, "ID_MISMATCH");
        if (caseKey is not null && !CaseKey().IsMatch(caseKey))
            return Poison(message, node, "BAD_CASE_KEY");
        if (TextFault(message) is { } unbearable)
            return Poison(message, node, unbearable);
        if (Soundness.Fault(content) is { } fault)
            return Poison(message, node, fault);
        var sequence = long.TryParse(message.Sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        return new FactArrival(id, node, Epoch(message), sequence, kind, schema, caseKey, revision, content, message.Payload);
    }

    /// <summary>PostgreSQL takes no text with NUL; a number beyond all measure is read as infinity, which no answer of the API can hold.</summary>
    private static string? TextFault(RawMessage message) =>
        message.Payload.AsSpan().IndexOf("\\u0000"u8) >= 0 ? "NUL_CHARACTER" : NumberRange.IsKept(message.Payload) ? null : "NUMBER_OUT_OF_RANGE";

    private static string? TooLarge(RawMessage message) => message.Payload.Length > MessageSize.LargestPayload ? "TOO_LARGE" : null;

    private static T? Read<T>(RawMessage message, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(message.Payload, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PoisonArrival Poison(RawMessage message, string node, string reason)
    {
        var id = Guid.TryParse(message.Id, out var given) ? given : (Guid?)null;
        var digest = SHA256.HashData([.. Encoding.UTF8.GetBytes(message.Topic), 0, .. message.Payload]);
        var kept = message.Payload[..Math.Min(message.Payload.Length, MessageSize.LargestPayload)];
        return new(id?.ToString() ?? $"sha256:{Convert.ToHexStringLower(digest)}", id, node, Epoch(message), message.Topic, reason, kept);
    }

    private static string Epoch(RawMessage message) => message.Epoch is { Length: <= LongestEpoch } epoch && !epoch.Contains('\0') ? epoch : "";

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex CaseKey();
}
