using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync;

/// <summary>What the centre may ask of this box. Nothing here touches a case, an alarm or a setting.</summary>
public sealed class SyncCommands
{
    public const string Done = "DONE";
    public const string Unknown = "UNKNOWN_COMMAND";
    public const string Failed = "FAILED";

    /// <summary>Queues telemetry and drift sketch; set by the room that has them.</summary>
    public Func<CancellationToken, Task> Report { get; set; } = _ => Task.CompletedTask;

    /// <summary>Does it, and says what came of it.</summary>
    /// <param name="command">As it came.</param>
    /// <param name="rebirth">Publishes the birth again.</param>
    /// <param name="cancel">The session's end.</param>
    internal async Task<CommandReply> RunAsync(Command command, Func<CancellationToken, Task> rebirth, CancellationToken cancel)
    {
        var work = command switch
        {
            { Schema: Command.SchemaId, Name: Command.Report } => Report,
            { Schema: Command.SchemaId, Name: Command.Rebirth } => rebirth,
            _ => null,
        };
        if (work is null)
            return new(command.Id, Unknown);
        try
        {
            await work(cancel);
            return new(command.Id, Done);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(command.Id, Failed);
        }
    }
}
