using System.Text;
using System.Text.RegularExpressions;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Models;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Analysis.Table;

/// <summary>
/// Every folder of the real data goes the way of <c>edgenode analyze</c>, with a stand-in for the network: a result or a reason, never an exception.
/// EDGENODE_ANALYZE_TABLE names a file for the table (<c>make analyze-table</c>).
/// </summary>
public sealed partial class AnalyzeTableTests : IDisposable
{
    private readonly string _model = Directory.CreateTempSubdirectory("edgenode-stand-in").FullName;

    /// <summary>What a person would say of the folders that hold an image, by the image.</summary>
    private static readonly Dictionary<string, string> Known = new()
    {
        ["hn-picker-pycerr"] = "Analysed",
        ["phantom-head-philips"] = NeckJudgement.NoNeck,
        ["head-tilt-ge"] = "VARIABLE_SPACING",
        ["body-petct-j2k"] = NeckJudgement.NoNeck,
        ["geometry-dicom2nifti/sliceincrement"] = "TOO_FEW_SLICES",
        ["nifti-odd"] = NeckJudgement.NoNeck,
        ["hn-openkbp"] = "SEVERAL_VOLUMES",
        ["oar-masks-tcia"] = "SEVERAL_VOLUMES",
        ["oar-masks-tcia/test/radiographer/TCGA-CV-7236"] = "NOT_HU",
        ["dose-openrem"] = "NOT_CT",
        ["tables-lydata"] = "NOT_DICOM",
    };

    private static readonly Dictionary<string, string> Inside = new() { ["hn-openkbp"] = "pt_*", ["geometry-dicom2nifti"] = "*", ["seg-dcmqi"] = "*" };

    [Fact(Explicit = true)]
    public void Every_folder_of_the_real_data_has_a_result_or_a_reason()
    {
        var data = RealData.PathOrSkip("data");
        var model = StandInModel.Load(_model);
        var lines = Folders(data).Select(folder => Line(Path.GetRelativePath(data, folder), folder, model)).ToList();
        Write(lines);

        Assert.All(lines, line => Assert.Matches(Outcome(), line.Outcome));
        Assert.Equal(Known.OrderBy(pair => pair.Key), lines.Where(line => Known.ContainsKey(line.Folder)).ToDictionary(line => line.Folder, line => line.Outcome).OrderBy(pair => pair.Key));
        // Each is a planning CT of a head and neck cancer.
        Assert.All(lines.Where(line => PlanningCt().IsMatch(line.Folder)), line => Assert.True(line.Outcome == "Analysed", $"{line.Folder}: {line.Outcome} {line.Why}"));
    }

    public void Dispose() => Directory.Delete(_model, recursive: true);

    /// <summary>Every folder as it was collected, and what a person would name inside the collections of patients.</summary>
    private static IEnumerable<string> Folders(string data) => Directory.EnumerateDirectories(data)
        .SelectMany(folder => Inside.GetValueOrDefault(Path.GetFileName(folder)) is { } pattern ? [folder, .. Directory.EnumerateDirectories(folder, pattern)] : new[] { folder })
        .Append(Path.Combine(data, "oar-masks-tcia/test/radiographer/TCGA-CV-7236"))
        .Order(StringComparer.Ordinal);

    private static (string Folder, string Outcome, string Series, string Why) Line(string name, string folder, ActiveModel model)
    {
        var study = InputReader.Read(folder, new(), TestContext.Current.CancellationToken);
        if (study.Volume is not { } volume)
        {
            return (name, study.Refusal!.Code, "", $"{study.Refusal.Text} ({study.Chosen!.Rejected.Count} not taken)");
        }

        var run = new VolumeAnalysis(RuleTableFile.Load("").Table!, TimeProvider.System).Run(model, volume, study.Stack, study.Facts!, null, TestContext.Current.CancellationToken);
        return run.Problem is { } problem
            ? (name, problem.Code, study.Chosen!.Description, problem.Text)
            : (name, "Analysed", study.Chosen!.Description, $"{study.Chosen.Why} {study.Facts!.Neck.Text} {string.Join(' ', run.Findings!.Limits)}");
    }

    private static void Write(List<(string Folder, string Outcome, string Series, string Why)> lines)
    {
        if (Environment.GetEnvironmentVariable("EDGENODE_ANALYZE_TABLE") is not { Length: > 0 } path)
        {
            return;
        }

        var table = new StringBuilder("| folder | outcome | series | reason |\n|---|---|---|---|\n");
        lines.ForEach(line => table.Append(string.Create(null, $"| {line.Folder} | {line.Outcome} | {line.Series} | {line.Why} |\n")));
        File.WriteAllText(path, table.ToString());
    }

    [GeneratedRegex("^(Analysed|[A-Z][A-Z0-9_]+)$")]
    private static partial Regex Outcome();

    [GeneratedRegex("^hn-openkbp/pt_[0-9]+$")]
    private static partial Regex PlanningCt();
}
