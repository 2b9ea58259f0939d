namespace EdgeNode.Contracts.Sync;

/// <summary>
/// What the centre asks of a box, <c>edge.command/1</c>. It has an MQTT message expiry and may have a response topic; it is answered once it
/// is done. No command touches a case, an alarm or a setting.
/// </summary>
/// <param name="Id">Of the asker's choice; the reply repeats it.</param>
/// <param name="Name"><c>report</c>: send telemetry and this week's drift sketch now. <c>rebirth</c>: publish the birth again.</param>
public sealed record Command(Guid Id, string Name)
{
    public const string SchemaId = "edge.command/1";

    public const string Report = "report";

    public const string Rebirth = "rebirth";

    public string Schema { get; init; } = SchemaId;
}

/// <summary>A box's answer to a <see cref="Command"/>, <c>edge.reply/1</c>.</summary>
/// <param name="Id">The command's.</param>
/// <param name="Outcome"><c>DONE</c>, <c>UNKNOWN_COMMAND</c> or <c>FAILED</c>.</param>
public sealed record CommandReply(Guid Id, string Outcome)
{
    public const string SchemaId = "edge.reply/1";

    public string Schema { get; init; } = SchemaId;
}
