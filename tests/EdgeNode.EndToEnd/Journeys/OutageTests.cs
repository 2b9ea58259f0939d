using EdgeNode.EndToEnd.Harness;

using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

public sealed class OutageTests(PhantomStudy phantom)
{
    [Fact]
    public async Task Killed_between_the_last_store_response_and_the_end_of_inference_the_box_ends_with_one_result_one_alarm_and_one_record()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var centre = new CentreUnderTest(broker.Address);
        await using var box = new ApplianceUnderTest(broker.Address);
        await using var undisturbed = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await undisturbed.StartAsync();
        await undisturbed.SendAsync(phantom.Folder);
        var expected = await undisturbed.EndedCaseAsync();

        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        await Eventually.TrueAsync(async () => (await box.WorklistAsync()).GetProperty("cases").EnumerateArray().Any(InferenceRuns), "inference runs");
        await box.KillAsync();
        await box.StartAsync();
        var ended = await box.EndedCaseAsync();

        Assert.Equal(Nodes(expected), Nodes(ended));
        Assert.Equal(expected.GetProperty("row").GetProperty("priority").GetInt32(), ended.GetProperty("row").GetProperty("priority").GetInt32());
        Assert.Single(ended.GetProperty("history").EnumerateArray());
        Assert.Contains("edgenode_alarms_unacknowledged 1", await box.Http.GetStringAsync("metrics"), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () =>
            (await box.EndedCaseAsync()).GetProperty("receipt").GetProperty("sent").GetBoolean(), "the report has its receipt");
        Assert.Single(await centre.CasesAsync(1));
    }

    [Fact]
    public async Task Killed_right_after_the_last_store_response_no_instance_is_lost()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        await box.KillAsync();
        await box.StartAsync();

        var ended = await box.EndedCaseAsync();

        Assert.Equal("Analysed", ended.GetProperty("row").GetProperty("state").GetString());
        Assert.Equal(PhantomStudy.Slices, ended.GetProperty("row").GetProperty("instances").ToString());
    }

    [Fact]
    public async Task A_broker_that_starts_only_after_the_case_still_gets_the_report_to_the_centre_once()
    {
        await using var broker = new Mosquitto();
        await using var box = new ApplianceUnderTest(broker.Address);
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        var before = await box.EndedCaseAsync();
        Assert.False(before.GetProperty("receipt").GetProperty("sent").GetBoolean());

        await broker.StartAsync();
        await using var centre = new CentreUnderTest(broker.Address);

        await Eventually.TrueAsync(async () =>
            (await box.EndedCaseAsync()).GetProperty("receipt").GetProperty("sent").GetBoolean(), "the report has its receipt", 120);
        Assert.Single(await centre.CasesAsync(1));
    }

    private static bool InferenceRuns(System.Text.Json.JsonElement row) =>
        row.GetProperty("progress") is { ValueKind: System.Text.Json.JsonValueKind.Object } progress
        && progress.GetProperty("stage").GetString() == "tiles" && progress.GetProperty("done").GetInt32() > 0;

    private static string Nodes(System.Text.Json.JsonElement ended) => ended.GetProperty("result").GetProperty("nodes").GetRawText();
}
