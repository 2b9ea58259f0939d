using System.Net.Http.Json;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>The database file goes bad while the box is off: it comes back by itself, says so, and has every image that it acknowledged.</summary>
public sealed class DamagedDatabaseTests(PhantomStudy phantom)
{
    [Fact]
    public async Task A_box_whose_database_was_destroyed_comes_back_with_its_images_and_says_what_may_be_missing()
    {
        var slices = int.Parse(PhantomStudy.Slices, System.Globalization.CultureInfo.InvariantCulture);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        await box.HoldsAsync(slices);
        var before = (await box.EndedCaseAsync()).GetProperty("row").GetProperty("state").GetString();
        await box.KillAsync();

        // Until a checkpoint the log beside the file holds every page, and the box would heal itself from it.
        foreach (var file in Directory.EnumerateFiles(box.Data, "edgenode.db*"))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes.AsSpan(0, bytes.Length / 2).Fill(0xAA);
            await File.WriteAllBytesAsync(file, bytes);
        }

        await box.StartAsync();
        await box.HoldsAsync(slices);
        Assert.Equal("Analysed", before);
        Assert.Equal("Analysed", (await box.EndedCaseAsync()).GetProperty("row").GetProperty("state").GetString());
        var alarm = await Eventually.GetAsync(() => RestoredAsync(box), "the kiosk is told that the database was restored");
        Assert.Contains("restored", alarm, StringComparison.Ordinal);

        (await Programs.EdgeNodeAsync("database", "confirm", "--config", box.Config)).MustSucceed();
        await box.KillAsync();
        await box.StartAsync();
        Assert.Null(await RestoredAsync(box));
    }

    private static async Task<string?> RestoredAsync(ApplianceUnderTest box) =>
        (await box.Http.GetFromJsonAsync<JsonElement>("api/status")).GetProperty("problems").EnumerateArray()
            .Where(problem => problem.GetProperty("code").GetString() == "DATABASE_RESTORED")
            .Select(problem => problem.GetProperty("text").GetString())
            .FirstOrDefault();
}
