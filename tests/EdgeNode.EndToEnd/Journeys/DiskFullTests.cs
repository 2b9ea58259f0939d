using System.Net;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A data disk that fills up while a study comes in.</summary>
public sealed class DiskFullTests(PhantomStudy phantom)
{
    private const int DiskMiB = 512;
    private const long Room = 8 << 20;

    [Theory]
    [InlineData("0", "A700H")]
    [InlineData("0.01", "A700H")]
    public async Task The_sender_is_told_the_box_lives_on_and_with_room_the_study_arrives_whole(string watermark, string status)
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("storage__minimumFreeFraction", watermark));
        await using var disk = await SmallDisk.MountAsync(box.Data, DiskMiB);
        await box.StartAsync();
        await disk.FillUpToAsync(Room);

        var refused = await SendAsync(box);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(status, refused.Errors, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await box.InstancesAsync() > 0, "some were taken before the disk was full");
        Assert.True(await box.InstancesAsync() < int.Parse(PhantomStudy.Slices, System.Globalization.CultureInfo.InvariantCulture));
        (await Tool.RunAsync("echoscu", "-aec", "EDGENODE", "127.0.0.1", $"{box.DicomPort}")).MustSucceed();
        var again = await SendAsync(box);
        Assert.NotEqual(0, again.ExitCode);

        // What a segment gave back when its association ended is taken too. Without a watermark no free share is too little.
        await disk.FillUpToAsync(Room / 4);
        if (watermark != "0")
        {
            await Status.StandsAsync(box, "DISK_FULL");
            using var health = await box.Http.GetAsync("healthz");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
            Assert.Contains("DISK_FULL", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        disk.MakeRoom();
        await Eventually.TrueAsync(
            async () => (await box.Http.GetAsync("healthz")).IsSuccessStatusCode && !(await Status.TechnicalAlarmsAsync(box)).Contains("DISK_FULL"), "with room the box is well again");
        (await SendAsync(box)).MustSucceed();
        await box.HoldsAsync(int.Parse(PhantomStudy.Slices, System.Globalization.CultureInfo.InvariantCulture));
    }

    private Task<ToolResult> SendAsync(ApplianceUnderTest box) => Programs.EdgeNodeAsync("send", phantom.Folder, "--to", $"EDGENODE@127.0.0.1:{box.DicomPort}");
}
