using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Running;
using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Tests;

/// <summary>The mutator finds what is there to be found.</summary>
public sealed class FuzzRunTests
{
    [Fact]
    public async Task A_fault_is_found_and_its_input_made_small()
    {
        var finding = await RunAsync(input =>
        {
            if (input.Span.IndexOf((byte)0xFE) is var at and > 10 && input.Length > at + 3) throw new InvalidDataException("A planted fault.");
        });
        Assert.StartsWith("InvalidDataException in ", finding?.Kind, StringComparison.Ordinal);
        Assert.Equal(15, finding!.Input.Length);
        Assert.Equal(1, finding.Input.Count(value => value != 0));
    }

    [Fact]
    public async Task Memory_over_the_limit_is_found()
    {
        var finding = await RunAsync(input =>
        {
            var before = AllocationLimit.Now;
            var list = input.Span.Contains((byte)0xFF) ? new byte[(9 * input.Length) + 1000] : [];
            AllocationLimit.Check("A planted list", before, input.Length + (list.Length & 0), fixedBytes: 512);
        });
        Assert.Equal("A planted list allocates at most 8 x input", finding?.Kind);
    }

    [Fact]
    public async Task An_execution_that_does_not_end_is_found()
    {
        using var release = new ManualResetEventSlim();
        var finding = await RunAsync(input =>
        {
            if (input.Span.Contains((byte)0x7F)) release.Wait();
        });
        release.Set();
        Assert.Equal("hang", finding?.Kind);
        Assert.Contains((byte)0x7F, finding!.Input);
    }

    private static Task<Finding?> RunAsync(Action<ReadOnlyMemory<byte>> execute)
    {
        var options = new FuzzOptions { Executions = 100_000, HangLimit = TimeSpan.FromSeconds(1), Findings = Directory.CreateTempSubdirectory().FullName };
        return new FuzzRun("planted", () => new Planted(execute), options, TimeProvider.System, TextWriter.Null).RunAsync();
    }

    private sealed class Planted(Action<ReadOnlyMemory<byte>> execute) : IFuzzTarget
    {
        public string Name => "planted";

        public long Accepted => 0;

        public Dialect Dialect => Dialect.Elements;

        public IEnumerable<byte[]> Seeds(string? dataFolder) => [new byte[40]];

        public ulong Execute(ReadOnlyMemory<byte> input)
        {
            execute(input);
            return (ulong)input.Length / 16;
        }
    }
}
