using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>What systemd itself says of the units, without booting anything.</summary>
public sealed partial class UnitFileTests
{
    [Theory]
    [InlineData("edgenode")]
    [InlineData("edgenode-center")]
    public async Task The_units_are_as_closed_as_they_claim(string name)
    {
        var unit = Path.Combine(RealData.Repository, "image", "package", name, $"{name}.service");
        var said = (await Tool.RunAsync("systemd-analyze", "security", "--offline=true", unit)).Output;
        var score = double.Parse(Score().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(score, 0, 1.5);
    }

    [GeneratedRegex(@"exposure level for \S+: ([0-9.]+)")]
    private static partial Regex Score();
}
