using EdgeNode.EndToEnd.Harness;

using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

public sealed class WholePathTests(PhantomStudy phantom)
{
    [Fact]
    public async Task A_scanner_sends_a_neck_and_the_case_is_alarmed_shown_and_receipted_by_the_centre_over_mosquitto()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        await using var centre = new CentreUnderTest(broker.Address);
        await using var box = new ApplianceUnderTest(broker.Address);
        await box.StartAsync();

        (await Tool.RunAsync("echoscu", "-aet", "SCANNER", "-aec", "EDGENODE", "127.0.0.1", $"{box.DicomPort}")).MustSucceed();
        await box.SendAsync(phantom.Folder);
        var ended = await box.EndedCaseAsync();

        var row = ended.GetProperty("row");
        Assert.Equal("Analysed", row.GetProperty("state").GetString());
        Assert.InRange(row.GetProperty("priority").GetInt32(), 1, 2);
        Assert.NotEqual(System.Text.Json.JsonValueKind.Null, row.GetProperty("alarm").ValueKind);
        Assert.NotEmpty(ended.GetProperty("result").GetProperty("nodes").EnumerateArray());
        var record = Assert.Single(await centre.CasesAsync(1));
        Assert.Equal(row.GetProperty("priority").GetInt32(), record.GetProperty("level").GetInt32());
        await Eventually.TrueAsync(async () =>
            (await box.EndedCaseAsync()).GetProperty("receipt").GetProperty("sent").GetBoolean(), "the centre's receipt is shown");
        await NothingPersonalLeftTheCaseStoreAsync(box, centre);
    }

    [Fact]
    public async Task The_mask_lies_on_the_grid_of_the_volume_and_both_are_served()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder, "--propose-implicit");
        var id = (await box.EndedCaseAsync()).GetProperty("row").GetProperty("id").GetString();

        var volume = await box.Http.GetAsync($"api/cases/{id}/volume");
        var geometry = System.Text.Json.JsonDocument.Parse(volume.Headers.GetValues("X-Geometry").Single()).RootElement;
        var voxels = geometry.GetProperty("size").EnumerateArray().Aggregate(1L, (product, n) => product * n.GetInt32());
        var mask = await box.Http.GetByteArrayAsync($"api/cases/{id}/mask");

        Assert.Equal(voxels * 2, (await volume.Content.ReadAsByteArrayAsync()).LongLength);
        Assert.Equal(voxels, mask.LongLength);
        Assert.Contains(mask, label => label > 0);
        Assert.DoesNotContain(mask, label => label > 3);
    }

    /// <summary>Name, patient id and UIDs of the study may stand in the box's own database and instances, and nowhere else.</summary>
    private async Task NothingPersonalLeftTheCaseStoreAsync(ApplianceUnderTest box, CentreUnderTest centre)
    {
        var elsewhere = box.Printed + centre.Printed + await box.Http.GetStringAsync("metrics") + await box.Http.GetStringAsync("api/status")
            + string.Join('\n', Directory.GetFiles(box.Data, "*", SearchOption.AllDirectories))
            + string.Concat(Directory.GetFiles(centre.Folder, "*", SearchOption.AllDirectories).Where(File.Exists).Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file))));
        var dump = (await Tool.RunAsync("dcmdump", ["+P", "0020,000d", "+P", "0020,000e", Directory.GetFiles(phantom.Folder, "*.dcm", SearchOption.AllDirectories)[0]])).MustSucceed().Output;
        var uids = System.Text.RegularExpressions.Regex.Matches(dump, @"\[([0-9.]{10,64})\]").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, uids.Count);
        foreach (var personal in (string[])["Phantom^Seed", PhantomStudy.PatientId, .. uids])
        {
            Assert.DoesNotContain(personal, elsewhere, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
