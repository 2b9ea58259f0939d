using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>
/// The file reader: header and whole; every value of what was read as text and numbers; written again in several encodings and read again. What
/// was read must come back.
/// </summary>
internal sealed class ReaderTarget : IFuzzTarget
{
    // What the smallest file may cost, and an inflater.
    private const int FixedBytes = 128 * 1024;

    public string Name => "reader";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Elements;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => [.. FileSeeds.All(), .. dataFolder is null ? [] : RealSeeds.Headers(dataFolder)];

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        var before = AllocationLimit.Now;
        var header = DicomReader.Read(input, ReadScope.Header);
        CheckAllocation("Reading a header", before, input);

        before = AllocationLimit.Now;
        var whole = DicomReader.Read(input);
        CheckAllocation("Reading", before, input);

        var behaviour = new Behaviour();
        behaviour.AddWords(header.Detail);
        behaviour.AddWords(whole.Detail);
        if (!whole.IsRead) return behaviour.Value;
        if (!header.IsRead) throw new InvariantException("What reads whole has a header that reads", header.Detail);

        Accepted++;
        behaviour.AddWords(whole.File.TransferSyntax.Name);
        DataSetWalk.Visit(whole.File.Meta, ref behaviour);
        DataSetWalk.Visit(whole.File.DataSet, ref behaviour);
        Rewriting.Check(whole.File, input.Length);
        return behaviour.Value;
    }

    /// <summary>A deflated data set is measured against what it inflates to, which has a limit of its own.</summary>
    private static void CheckAllocation(string what, long before, ReadOnlyMemory<byte> input)
    {
        try
        {
            AllocationLimit.Check(what, before, input.Length, FixedBytes);
        }
        catch (InvariantException)
        {
            var allocated = AllocationLimit.Now - before;
            var inflated = Inflation.LengthOf(input);
            if (allocated > AllocationLimit.Factor * (input.Length + inflated) + FixedBytes) throw;
        }
    }
}
