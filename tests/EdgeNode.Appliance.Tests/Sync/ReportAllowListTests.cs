using System.Text;
using System.Text.Json;
using EdgeNode.Appliance.Sync.Anonymisation;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Contracts.Sync;
using EdgeNode.TestData;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class ReportAllowListTests
{
    private const string Marker = "LEAK";

    private static readonly Guid Id = Guid.Parse("0198c0de-1111-7000-8000-000000000001");

    [Fact]
    public void The_released_result_becomes_the_released_report()
    {
        var report = JsonSerializer.Deserialize(Samples.Of("report").Bytes, ContractsJson.Default.CaseReport)!;
        Assert.Equal(Json(report), Json(ReportAllowList.From(SampleResult.Read(), Id, report.CaseKey)));
    }

    [Theory]
    [InlineData("LEAK^Anna")]
    [InlineData("LEAK 王小明")]
    [InlineData("LEAK\u0000")]
    [InlineData("LEAK\nNAME")]
    [InlineData("1.2.840.LEAK/1")]
    public void No_byte_of_what_may_not_leave_is_in_the_payload(string text)
    {
        var bytes = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(ReportAllowList.From(Stuffed(text), Id, new string('a', 32)), ContractsJson.Default.CaseReport));
        Assert.DoesNotContain(Marker, bytes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("王", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u738B", bytes, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Identifiers_positions_and_clock_times_stay_whatever_their_shape()
    {
        var result = SampleResult.Read();
        var series = new ChosenSeries("LEAK1", "LEAK2", "LEAK3", [new("LEAK4", "LEAK5", "LEAK6")]);
        var bytes = Json(ReportAllowList.From(result with { Series = series, Reason = new("TOO_FEW_SLICES", "LEAK7") }, Id, new string('a', 32)));
        Assert.DoesNotContain(Marker, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(result.CaseId.ToString(), bytes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("2026", bytes, StringComparison.Ordinal);
        foreach (var position in new[] { "-190.3", "-310.5", "-124.75", "41.2" })
            Assert.DoesNotContain(position, bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_findings_still_fit_a_message_and_the_largest_are_told()
    {
        var node = SampleResult.Read().Nodes[0];
        var result = SampleResult.Read() with { Nodes = [.. Enumerable.Range(1, 10_000).Select(i => node with { Id = i, VolumeMm3 = i })] };
        var report = ReportAllowList.From(result, Id, new string('a', 32));
        Assert.Equal(10_000, report.Nodes.Count + report.NodesOmitted);
        Assert.Equal(10_000, report.Nodes[^1].Id);
        Assert.True(Json(report).Length < MessageSize.LargestPayload / 2);
    }

    private static string Json(CaseReport report) => JsonSerializer.Serialize(report, ContractsJson.Default.CaseReport);

    private static CaseResult Stuffed(string text) => SampleResult.Read() with
    {
        Schema = text,
        Reason = new(text, text),
        Series = new(text, text, text, [new(text, text, text)]),
        Model = new(text, text, text, text, text),
        Nodes = [SampleResult.Read().Nodes[0] with { Side = text }],
        Priority = new(1, [new(text, 1, text, [1], text)], text),
        Limits = [text],
    };
}
