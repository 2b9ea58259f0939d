using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Crops on a slow line from a box that is killed with -9 while they go.</summary>
public sealed class CropKillTests(PhantomStudy phantom)
{
    private const int Kills = 5;

    [Fact]
    public async Task Killed_again_and_again_while_crops_go_every_crop_is_at_the_centre_once_and_whole()
    {
        await using var broker = new Mosquitto();
        await broker.StartAsync();
        var blobPort = FreePort.Next();
        await using var line = new CuttingProxy(blobPort) { Delay = TimeSpan.FromMilliseconds(40) };
        await using var centre = new CentreUnderTest(broker.Address, ("blobs__url", $"http://127.0.0.1:{blobPort}"));
        await using var box = new ApplianceUnderTest(
            broker.Address,
            ("sync__crops__enabled", "true"),
            ("sync__crops__centre", $"http://127.0.0.1:{line.Port}"),
            ("sync__crops__leastEntropy", "0"),
            ("sync__crops__minimumPatients", "1"),
            ("sync__crops__pieceKiB", "64"));
        await box.StartAsync();
        await box.SendAsync(phantom.Folder);
        await box.EndedCaseAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = line.Up.Length;
            await Eventually.TrueAsync(async () => line.Up.Length > before + 100_000 || await DoneAsync(box) is { Left: 0 }, "some of it has gone");
            await box.KillAsync();
            await box.StartAsync();
        }

        line.Delay = TimeSpan.Zero;
        await Eventually.TrueAsync(async () => await DoneAsync(box) is { Left: 0, Done: > 0 }, "all crops are done");
        var (_, done) = await DoneAsync(box);
        var whole = centre.Blobs.Select(file => (Name: Path.GetFileName(file), Hash: Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))));
        Assert.All(whole, blob => Assert.Equal(blob.Name, blob.Hash));
        using var store = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(centre.Folder, "centre.db")};Mode=ReadOnly");
        store.Open();
        using var count = store.CreateCommand();
        count.CommandText = "SELECT (SELECT count(*) FROM facts WHERE kind = 'crop') || ' ' || (SELECT count(*) FROM crops)";
        Assert.Equal($"{done} {done}", count.ExecuteScalar());
    }

    private static async Task<(int Left, int Done)> DoneAsync(ApplianceUnderTest box)
    {
        await Programs.EdgeNodeAsync("crops", "release", "--all", "--config", box.Config);
        var lines = (await Programs.EdgeNodeAsync("crops", "list", "--config", box.Config)).MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var done = lines.Count(row => row.Contains(" done ", StringComparison.Ordinal));
        return (lines.Length - done, done);
    }
}
