using EdgeNode.Dicom.Fuzz.Mutations;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>A part of the product that takes bytes from strangers.</summary>
internal interface IFuzzTarget
{
    /// <summary>As asked for on the command line and written in the names of findings.</summary>
    string Name { get; }

    Dialect Dialect { get; }

    /// <summary>Inputs that were not turned away at the door: read, decoded, talked with. Executions that were say little about what lies behind it.</summary>
    long Accepted { get; }

    IEnumerable<byte[]> Seeds(string? dataFolder);

    /// <summary>
    /// Gives the input to the product and holds it to its promises. Returns what happened as a <see cref="Behaviour"/>. Whatever it throws is a
    /// finding: <see cref="InvariantException"/> for a promise broken, anything else for an exception of the product.
    /// </summary>
    ulong Execute(ReadOnlyMemory<byte> input);
}
