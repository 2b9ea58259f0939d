using System.Text.RegularExpressions;

namespace EdgeNode.Contracts.Sync;

/// <summary>
/// The MQTT topic tree, version 1. <c>{node}</c> is the box's name, which with TLS is its certificate's common name, so that a broker can
/// hold it to its own topics (docs/centre.md).
/// <code>
/// edge/v1/{node}/state       retained, with a will     NodeState
/// edge/v1/{node}/up/{kind}   QoS 1, box to centre      result: CaseReport, nodes: NodeTable, feedback: FeedbackAct,
///                                                      telemetry: Telemetry, drift: DriftSketch, crop: NodeCrop,
///                                                      health: Heartbeat
/// edge/v1/{node}/ack         QoS 1, centre to box      Receipt, sent after the centre's commit
/// edge/v1/{node}/cmd         QoS 1, centre to box      Command, with a message expiry
/// edge/v1/{node}/cmd/reply   QoS 1, box to centre      CommandReply, where the command names no response topic
/// edge/v1/centre/state       retained, with a will     CentreState; a box holds its queue while it says offline
/// </code>
/// </summary>
public static partial class Topics
{
    public const string Root = "edge/v1";

    public const string ResultKind = "result";

    public const string NodesKind = "nodes";

    public const string FeedbackKind = "feedback";

    public const string TelemetryKind = "telemetry";

    public const string DriftKind = "drift";

    public const string CropKind = "crop";

    public const string HealthKind = "health";

    public const string CentreState = $"{Root}/centre/state";

    /// <summary>What a centre subscribes to: everything that boxes send up.</summary>
    public const string AllUp = $"{Root}/+/up/+";

    /// <summary>Births and deaths of all boxes, and the centre's own state.</summary>
    public const string AllStates = $"{Root}/+/state";

    /// <summary>User property: the message id, a UUIDv7 and the only idempotency key.</summary>
    public const string IdProperty = "id";

    /// <summary>User property: position in the box's outbox. For gap detection only: a restored box uses numbers again.</summary>
    public const string SequenceProperty = "seq";

    /// <summary>User property: which database of the box numbered <see cref="SequenceProperty"/>.</summary>
    public const string EpochProperty = "epoch";

    private static readonly string[] Reserved = ["centre", "fleet"];

    /// <summary>1 to 32 of a-z, 0-9 and hyphen; <c>centre</c> and <c>fleet</c> are branches of the tree already.</summary>
    public static bool IsNodeName(string? node) => node is not null && NodeName().IsMatch(node) && !Reserved.Contains(node);

    public static string NodeState(string node) => $"{Root}/{Checked(node)}/state";

    public static string Up(string node, string kind) => $"{Root}/{Checked(node)}/up/{kind}";

    public static string Result(string node) => Up(node, ResultKind);

    public static string Health(string node) => Up(node, HealthKind);

    public static string Ack(string node) => $"{Root}/{Checked(node)}/ack";

    public static string Command(string node) => $"{Root}/{Checked(node)}/cmd";

    public static string CommandReply(string node) => $"{Command(node)}/reply";

    /// <summary>One shared subscription of all centres, so that each message goes to one of them (MQTT 5.0, section 4.8.2).</summary>
    public static string SharedUp(string group) => $"$share/{group}/{AllUp}";

    /// <summary>Box and kind of an <c>up</c> topic, or null for any other topic.</summary>
    public static (string Node, string Kind)? ParseUp(string topic) =>
        topic.Split('/') is ["edge", "v1", var node, "up", var kind] && IsNodeName(node) && NodeName().IsMatch(kind) ? (node, kind) : null;

    /// <summary>Box of a <c>state</c> topic, or null for any other topic, the centre's included.</summary>
    public static string? ParseNodeState(string topic) =>
        topic.Split('/') is ["edge", "v1", var node, "state"] && IsNodeName(node) ? node : null;

    private static string Checked(string node) =>
        IsNodeName(node) ? node : throw new ArgumentException("A node name is 1 to 32 of a-z, 0-9 and hyphen, not 'centre' or 'fleet'.", nameof(node));

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z")]
    private static partial Regex NodeName();
}
