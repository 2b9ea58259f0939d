using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A PACS of other make pushes a study and asks whether it is safe.</summary>
public sealed class OrthancTests(PhantomStudy phantom)
{
    private const string Ct = "1.2.840.10008.5.1.4.1.1.2";
    private const string Mr = "1.2.840.10008.5.1.4.1.1.4";

    [Fact]
    public async Task Orthanc_sends_a_study_and_is_told_what_is_committed_and_what_is_not()
    {
        var orthancPort = FreePort.Next();
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", Peer(orthancPort));
        await box.StartAsync();
        await using var orthanc = new OrthancUnderTest(box.DicomPort);
        await orthanc.StartedAsync();
        using var line = new TcpForwarder(orthancPort, orthanc.DicomPort);
        var files = Slices(10);
        var sent = await SopInstancesAsync(files);

        Assert.Equal(0, await orthanc.SendAsync(files));
        await box.HoldsAsync(files.Length);
        var whole = await orthanc.CommitmentAsync(await orthanc.AskForCommitmentAsync([.. sent.Select(instance => (Ct, instance))]));
        var mixed = await orthanc.CommitmentAsync(await orthanc.AskForCommitmentAsync((Ct, sent[0]), (Mr, sent[1]), (Ct, "1.2.3.4")));

        Assert.Equal("Success", whole.GetProperty("Status").GetString());
        Assert.Equal(sent.Order(), Instances(whole, "Success").Order());
        Assert.Equal("Failure", mixed.GetProperty("Status").GetString());
        Assert.Equal([sent[0]], Instances(mixed, "Success"));
        Assert.Equal(
            [(sent[1], 0x0119), ("1.2.3.4", 0x0112)],
            mixed.GetProperty("Failures").EnumerateArray().Select(failure => (failure.GetProperty("SOPInstanceUID").GetString()!, failure.GetProperty("FailureReason").GetInt32())));
        await AssertLoggedAsync(box, files.Length);
    }

    [Fact]
    public async Task A_report_reaches_a_pacs_that_was_away_from_a_box_that_was_killed_meanwhile()
    {
        var orthancPort = FreePort.Next();
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", Peer(orthancPort));
        await box.StartAsync();
        await using var orthanc = new OrthancUnderTest(box.DicomPort);
        await orthanc.StartedAsync();
        var files = Slices(2);
        var sent = await SopInstancesAsync(files);
        Assert.Equal(0, await orthanc.SendAsync(files));

        var asked = await orthanc.AskForCommitmentAsync([.. sent.Select(instance => (Ct, instance))]);
        await Eventually.TrueAsync(() => box.Printed.Contains("reports for ORTHANC wait", StringComparison.Ordinal), "the box has tried in vain");
        await box.KillAsync();
        using var line = new TcpForwarder(orthancPort, orthanc.DicomPort);
        await box.StartAsync();

        Assert.Equal("Success", (await orthanc.CommitmentAsync(asked)).GetProperty("Status").GetString());
    }

    private static (string Setting, string Value)[] Peer(int port) =>
        [("dicom__peers__0__aeTitle", OrthancUnderTest.AeTitle), ("dicom__peers__0__address", "127.0.0.1"), ("dicom__peers__0__port", $"{port}")];

    private static async Task AssertLoggedAsync(ApplianceUnderTest box, int instances)
    {
        var associations = JsonDocument.Parse(await box.Http.GetStringAsync("api/status")).RootElement.GetProperty("associations").EnumerateArray().ToList();
        var sending = associations.Single(association => association.GetProperty("stored").GetInt32() > 0);
        Assert.Equal(OrthancUnderTest.AeTitle, sending.GetProperty("callingAe").GetString());
        Assert.Equal("Released", sending.GetProperty("outcome").GetString());
        Assert.Equal(instances, sending.GetProperty("stored").GetInt32());
        Assert.Contains(sending.GetProperty("contexts").EnumerateArray(), context => context.GetProperty("abstractSyntax").GetString() == Ct);
    }

    private string[] Slices(int count) => [.. Directory.GetFiles(phantom.Folder, "*.dcm").Order().Take(count)];

    private static async Task<string[]> SopInstancesAsync(string[] files)
    {
        var dump = (await Tool.RunAsync("dcmdump", ["+P", "0008,0018", .. files])).MustSucceed();
        return [.. dump.Output.Split('\n').Where(line => line.Contains('[', StringComparison.Ordinal)).Select(line => line.Split('[', ']')[1])];
    }

    private static IEnumerable<string> Instances(JsonElement outcome, string property) =>
        outcome.GetProperty(property).EnumerateArray().Select(instance => instance.GetProperty("SOPInstanceUID").GetString()!);
}
