using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;

namespace EdgeNode.EndToEnd.Journeys;

public sealed class EvaluateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-evaluate").FullName;

    [Fact]
    public async Task Two_phantoms_are_measured_once_and_reported_as_json_and_html()
    {
        var (set, report) = (Path.Combine(_folder, "set"), Path.Combine(_folder, "report"));
        (await Programs.EdgeNodeAsync("phantom", "--out", set, "--cases", "2", "--seed", "9001", "--slices", "24", "--spacing", "5,0.9,0.9")).MustSucceed();
        string[] evaluate = ["evaluate", "--truth", set, "--model", Path.Combine(RealData.Repository, "models", "reference"), "--out", report];
        (await Programs.EdgeNodeAsync(evaluate)).MustSucceed();
        var first = File.ReadAllText(Path.Combine(report, "evaluation.json"));
        var measured = File.GetLastWriteTimeUtc(Path.Combine(report, "cases", "9001.json"));
        var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(set, "9001", "truth.json"))).RootElement;

        using var json = JsonDocument.Parse(first);
        Assert.Equal(2, json.RootElement.GetProperty("cases").GetInt32());
        Assert.True(json.RootElement.GetProperty("detection")[0].GetProperty("touched").GetProperty("of").GetInt32() > 2);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(report, "evaluation.html")), StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("strata").EnumerateArray(), s => s.GetProperty("name").GetString() == truth.GetProperty("scan").GetProperty("phase").GetString());

        (await Programs.EdgeNodeAsync(evaluate)).MustSucceed();
        Assert.Equal(measured, File.GetLastWriteTimeUtc(Path.Combine(report, "cases", "9001.json")));
        Assert.Equal(first, File.ReadAllText(Path.Combine(report, "evaluation.json")));

        // What is said of one of them is another thing now: that one is measured anew, the other is not.
        var other = File.GetLastWriteTimeUtc(Path.Combine(report, "cases", "9002.json"));
        File.AppendAllText(Path.Combine(set, "9001", "truth.json"), "\n");
        (await Programs.EdgeNodeAsync(evaluate)).MustSucceed();
        Assert.NotEqual(measured, File.GetLastWriteTimeUtc(Path.Combine(report, "cases", "9001.json")));
        Assert.Equal(other, File.GetLastWriteTimeUtc(Path.Combine(report, "cases", "9002.json")));
    }

    [Fact]
    public async Task A_folder_without_cases_and_a_missing_folder_are_missing_input()
    {
        Assert.Equal(66, (await Programs.EdgeNodeAsync("evaluate", "--truth", _folder, "--out", _folder)).ExitCode);
        Assert.Equal(66, (await Programs.EdgeNodeAsync("evaluate", "--truth", Path.Combine(_folder, "none"), "--out", _folder)).ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
