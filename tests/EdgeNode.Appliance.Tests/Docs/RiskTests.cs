using System.Text.RegularExpressions;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Docs;

/// <summary>docs/risk.md names tests that exist, and docs/operations.md says of every technical code what to do.</summary>
public sealed partial class RiskTests
{
    [Fact]
    public void Every_test_that_the_page_of_risks_names_exists_and_every_risk_names_one()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(RealData.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).SelectMany(Tests).ToHashSet(StringComparer.Ordinal);
        var rows = Read("docs/risk.md").Split('\n').Where(line => Row().IsMatch(line)).ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Matches(Name(), row));
        Assert.Empty(rows.SelectMany(row => Name().Matches(row)).Select(name => name.Groups[1].Value).Except(tests));
    }

    [Fact]
    public void Every_code_of_model_and_box_has_its_line_in_the_page_of_operations()
    {
        var codes = Read("docs/reason-codes.md").Split("\n## ").Single(part => part.StartsWith("Model and box", StringComparison.Ordinal));
        var missing = Code().Matches(codes).Select(code => code.Groups[1].Value).Append("QUARANTINE_FULL").Where(code => !Read("docs/operations.md").Contains($"`{code}`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(RealData.Repository, path));

    private static IEnumerable<string> Tests(string file) => Method().Matches(File.ReadAllText(file)).Select(method => $"{Path.GetFileNameWithoutExtension(file)}.{method.Groups[1].Value}");

    [GeneratedRegex(@"^\| R\d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Name();

    /// <summary>In the first column.</summary>
    [GeneratedRegex(@"(?<=^\|[^|]*)`([A-Z0-9_]+)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:\[Fact|\[Theory)[^\n]*(?:\n\s*\[[^\n]*)*\n\s*public (?:async Task|Task|void) (\w+)")]
    private static partial Regex Method();
}
