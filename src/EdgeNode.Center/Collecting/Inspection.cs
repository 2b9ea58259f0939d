using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Center.Collecting;

/// <summary>A message as it came: topic, payload, and the user properties <c>id</c> and <c>epoch</c>.</summary>
public sealed record RawMessage(string Topic, byte[] Payload, string? Id, string? Epoch);

/// <summary>Decides what a message is. Never throws: what cannot be used becomes a <see cref="PoisonArrival"/> with a reason code.</summary>
public static partial class Inspection
{
    private const int LongestEpoch = 64;

    public static Arrival Of(RawMessage message)
    {
        if (Topics.ParseNodeState(message.Topic) is { } site)
        {
            return Read(message, ContractsJson.Default.NodeState) is { Schema: NodeState.SchemaId } state
                ? new StateArrival(site, state)
                : new NothingToKeep();
        }

        if (Topics.ParseUp(message.Topic) is not var (node, kind))
            return message.Topic == Topics.CentreState ? new NothingToKeep() : Poison(message, "", "UNKNOWN_TOPIC");
        return kind switch
        {
            Topics.ResultKind => Report(message, node),
            Topics.HealthKind => Read(message, ContractsJson.Default.Heartbeat) is { Schema: Heartbeat.SchemaId } beat
                ? new HeartbeatArrival(node, beat)
                : new NothingToKeep(),
            _ => Poison(message, node, "UNKNOWN_KIND"),
        };
    }

    private static Arrival Report(RawMessage message, string node)
    {
        if (message.Payload.Length > MessageSize.LargestPayload)
            return Poison(message, node, "TOO_LARGE");
        if (Read(message, ContractsJson.Default.CaseReport) is not { } report)
            return Poison(message, node, "NOT_A_REPORT");
        if (report.Schema != CaseReport.SchemaId)
            return Poison(message, node, "UNKNOWN_SCHEMA");
        if (report.Id == Guid.Empty || (message.Id is not null && message.Id != report.Id.ToString()))
            return Poison(message, node, "ID_MISMATCH");
        if (!CaseKey().IsMatch(report.CaseKey))
            return Poison(message, node, "BAD_CASE_KEY");
        return new ReportArrival(node, Epoch(message), report, message.Payload);
    }

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

    private static string Epoch(RawMessage message) => message.Epoch is { Length: <= LongestEpoch } epoch ? epoch : "";

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex CaseKey();
}
