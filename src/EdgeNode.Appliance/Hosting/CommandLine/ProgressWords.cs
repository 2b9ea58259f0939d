namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>Shows what is told in words on a <see cref="ProgressLine"/>.</summary>
internal sealed class ProgressWords(ProgressLine line) : IProgress<string>
{
    public void Report(string value) => line.Show(value, 0, 0);
}
