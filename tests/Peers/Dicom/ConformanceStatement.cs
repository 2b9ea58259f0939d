using EdgeNode.TestData;

namespace EdgeNode.TestPeers;

/// <summary>The tables of docs/dicom-conformance.md.</summary>
internal static class ConformanceStatement
{
    /// <summary>Cells of the rows of the table whose header begins with these words.</summary>
    public static IReadOnlyList<string[]> Table(string header)
    {
        var lines = File.ReadAllLines(Path.Combine(RealData.Repository, "docs", "dicom-conformance.md"));
        var start = Array.FindIndex(lines, line => line.StartsWith($"| {header} |", StringComparison.Ordinal));
        Assert.True(start >= 0, $"No table begins with '{header}'.");
        return [.. lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
    }

    /// <summary>The value beside a name in one of the tables without a header.</summary>
    public static string Value(string name) =>
        File.ReadAllLines(Path.Combine(RealData.Repository, "docs", "dicom-conformance.md")).Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Trim('|').Split('|')[1].Trim();
}
