using EdgeNode.Appliance.Sync;
using EdgeNode.TestPeers;

namespace EdgeNode.Appliance.Tests.Sync;

public sealed class EmbeddedBrokerTests
{
    [Fact]
    public async Task A_report_reaches_the_centre_through_the_broker_inside_the_box()
    {
        var port = FreePort.Next();
        await using var centre = new Centre($"mqtt://127.0.0.1:{port}");
        await centre.StartAsync();
        await using var box = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried });
        await box.AddAsync(300);
        await Eventually.TrueAsync(() => box.Receipts() == 300, "the reports are receipted");
        Assert.Equal((300L, 0), (centre.Reports, box.Status.Unsent));

        await centre.StopAsync();
        await Eventually.TrueAsync(() => !box.Status.CentreSeen, "the box sees the centre go");
        await box.AddAsync(1);
        await centre.StartAsync();
        await Eventually.TrueAsync(() => box.Receipts() == 301, "the late report is receipted");
        Assert.Equal(301, centre.Reports);
    }

    [Fact]
    public async Task A_taken_port_is_told_with_what_to_do()
    {
        var port = FreePort.Next();
        await using var first = await Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried });
        var refused = await Assert.ThrowsAsync<IOException>(() => Box.StartAsync(new SyncOptions { EmbeddedPort = port, Timings = Box.Hurried }));
        Assert.Contains("sync.embeddedPort", refused.Message, StringComparison.Ordinal);
    }
}
