using EdgeNode.EndToEnd.Harness;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>dcmtk's senders against the box, and who is let in.</summary>
public sealed class DcmtkTests(PhantomStudy phantom)
{
    [Fact]
    public async Task Dcmsend_and_storescu_send_and_a_stranger_is_rejected()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("dicom__peers__0__aeTitle", "CT1"), ("dicom__peers__0__address", "127.0.0.0/8"), ("dicom__peers__0__role", "send"));
        await box.StartAsync();
        var files = Directory.GetFiles(phantom.Folder, "*.dcm").Order().Take(6).ToList();
        string[] to = ["-aec", "EDGENODE", "127.0.0.1", $"{box.DicomPort}"];

        (await Tool.RunAsync("echoscu", ["-aet", "CT1", .. to])).MustSucceed();
        (await Tool.RunAsync("dcmsend", ["-aet", "CT1", .. to, .. files.Take(4)])).MustSucceed();
        (await Tool.RunAsync("storescu", ["-aet", "CT1", .. to, .. files.Skip(2)])).MustSucceed();
        var stranger = await Tool.RunAsync("echoscu", ["-aet", "CT2", .. to]);

        Assert.NotEqual(0, stranger.ExitCode);
        Assert.Contains("Calling AE Title Not Recognized", stranger.Errors, StringComparison.OrdinalIgnoreCase);
        await box.HoldsAsync(files.Count);
        Assert.Contains("\"outcome\":\"Rejected\"", await box.Http.GetStringAsync("api/status"), StringComparison.Ordinal);
    }
}
