using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Network.Dimse;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>Command sets: decoded, encoded, decoded again.</summary>
internal sealed class DimseTarget : IFuzzTarget
{
    private const int FixedBytes = 4 * 1024;

    public string Name => "dimse";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Elements;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => ConversationSeeds.Commands();

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        var behaviour = new Behaviour();
        var before = AllocationLimit.Now;
        var command = CommandSet.Decode(input.Span);
        AllocationLimit.Check("Decoding a command", before, input.Length, FixedBytes);
        if (command is null) return behaviour.Value;

        Accepted++;
        behaviour.Add(command.Field);
        behaviour.Add((ulong)((command.HasDataSet ? 1 : 0) + (command.SopClassUid.Length > 0 ? 2 : 0) + (command.SopInstanceUid.Length > 0 ? 4 : 0)));
        behaviour.AddCount(command.SopInstanceUid.Length);
        var again = CommandSet.Decode(command.Encode());
        // Only responses carry a status.
        if (again != (command.IsResponse ? command : command with { Status = default })) throw new InvariantException("A command that was encoded decodes to itself", $"field {command.Field:X4}");
        return behaviour.Value;
    }
}
