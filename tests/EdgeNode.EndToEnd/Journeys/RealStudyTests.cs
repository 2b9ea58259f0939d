using System.IO.Compression;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

public sealed class RealStudyTests
{
    [Fact]
    public async Task A_real_neck_ct_with_a_sparse_header_is_received_analysed_shown_and_synced()
    {
        var zip = RealData.PathOrSkip("data/hn-picker-pycerr/hn-picker-pycerr.zip");
        var folder = Directory.CreateTempSubdirectory("edgenode-real").FullName;
        ZipFile.ExtractToDirectory(zip, folder);
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var centre = new CentreUnderTest(broker.Address);
        await using var box = new ApplianceUnderTest(broker.Address);
        await box.StartAsync();

        await box.SendAsync(folder);
        Directory.Delete(folder, recursive: true);
        var ended = await box.EndedCaseAsync(500);

        Assert.Equal("Analysed", ended.GetProperty("row").GetProperty("state").GetString());
        Assert.Equal(90, ended.GetProperty("row").GetProperty("instances").GetInt32());
        Assert.Equal([511, 511, 90], ended.GetProperty("result").GetProperty("geometry").GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Contains("NO_CONTRAST", ended.GetProperty("result").GetProperty("limits").EnumerateArray().Select(limit => limit.GetString()));
        Assert.Single(await centre.CasesAsync(1));
    }
}
