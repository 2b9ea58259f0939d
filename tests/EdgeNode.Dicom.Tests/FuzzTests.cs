using EdgeNode.Dicom.Fuzz.Running;
using EdgeNode.Dicom.Fuzz.Targets;

namespace EdgeNode.Dicom.Tests;

/// <summary>
/// A short run of the mutator over everything that takes bytes from strangers, from seeds made here, the same inputs every time. <c>make fuzz</c> is
/// the long one.
/// </summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Changed_inputs_break_no_promise(string name)
    {
        var folder = Directory.CreateTempSubdirectory();
        var options = new FuzzOptions { Executions = 20_000, Findings = folder.FullName };
        var run = new FuzzRun(name, FuzzTargets.All.Single(target => target.Name == name).Create, options, TimeProvider.System, TextWriter.Null);
        var finding = await run.RunAsync();
        Assert.True(finding is null, $"{finding?.Kind}\n{finding?.Detail}\n{Convert.ToHexString(finding?.Input ?? [])}");
        Assert.Equal(options.Executions, run.Executions);
        folder.Delete(recursive: true);
    }
}
