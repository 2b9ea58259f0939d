using System.Text.RegularExpressions;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Docs;

/// <summary>docs/reason-codes.md holds exactly the codes that the source can say.</summary>
public sealed partial class ReasonCodeTests
{
    /// <summary>Words in capitals that are no reason codes: DICOM's and other programs' own, and physicians' reasons for a decision, which the page words.</summary>
    private static readonly HashSet<string> Others =
    [
        "BONE", "BONEPLUS", "CUDA", "DERIVED", "DETAIL", "DICM", "DICOMDIR", "EDGE", "FAIL", "HEADNECK", "ISOIR", "LUNG", "NECK", "PATH", "REFORMATTED", "RIFF",
        "SECONDARY", "WARD", "YBR_FULL_422", "NOTIFY_SOCKET", "WATCHDOG_USEC", "DEMO_SCANNER", "EDGENODE", "EDGENODE_0_1", "EDGENODE_SCU", "EDGENODE_SELF",
        "DECIDED", "SUPERSEDED", "OTHER", "BLOB", "BYTEA", "CREDENTIALS_DIRECTORY", "IHDR", "IDAT", "IEND", "NUMPY", "REINDEX", "SITE", "WEEK", "SUDO_USER",
    ];

    [Fact]
    public void Every_code_of_the_source_is_in_the_table_and_the_other_way_round()
    {
        var documented = Codes(File.ReadAllText(Path.Combine(RealData.Repository, "docs", "reason-codes.md")), Documented()).ToHashSet();
        var files = Directory.EnumerateFiles(Path.Combine(RealData.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("EdgeNode.Phantom", StringComparison.Ordinal) && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
        var source = files.Where(file => Path.GetFileName(file) is not ("TransferDecision.cs" or "FeedbackCodes.cs")).SelectMany(file => Codes(File.ReadAllText(file), Literal()))
            .Concat(Codes(File.ReadAllText(Path.Combine(RealData.Repository, "src/EdgeNode.Appliance/Alarms/Rules/triage-rules.json")), RuleReason()))
            .Where(code => !Others.Contains(code)).ToHashSet();

        Assert.Empty(source.Except(documented).Order());
        Assert.Empty(documented.Except(source).Order());
    }

    private static IEnumerable<string> Codes(string text, Regex pattern) => pattern.Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>Codes in the first column.</summary>
    [GeneratedRegex(@"(?<=^\|[^|]*)`([A-Z0-9_]+)`(?=[^|]*\|)", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{4,})\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\"reason\": \"([A-Z0-9_]+)\"")]
    private static partial Regex RuleReason();
}
