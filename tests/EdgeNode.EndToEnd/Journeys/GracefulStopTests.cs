using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>The service is asked to end (SIGTERM) in the middle of an analysis, as every update and every shutdown of the box does.</summary>
public sealed class GracefulStopTests(PhantomStudy phantom)
{
    /// <summary>One more than a case may be begun in vain.</summary>
    private const int Stops = 4;

    [Fact]
    public async Task Stopped_again_and_again_while_it_analyses_it_ends_by_itself_and_the_case_is_analysed_in_the_end()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        for (var stop = 1; stop <= Stops; stop++)
        {
            await Eventually.TrueAsync(async () => await Status.NewestStateAsync(box) is "Analysing" or "Analysed", "the analysis has begun");
            Assert.Equal(0, await box.StopAsync());
            await box.StartAsync();
        }

        var row = (await box.EndedCaseAsync()).GetProperty("row");
        Assert.Equal("Analysed", row.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Object, row.GetProperty("alarm").ValueKind);
    }
}
