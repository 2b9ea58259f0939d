using System.Net;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>A model bundle that a disk has damaged: the box takes studies and says that nothing is analysed, and makes up for it later.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private const string Code = "MODEL_CHECKSUM_MISMATCH";
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-model").FullName;

    [Fact]
    public async Task With_a_damaged_bundle_a_case_waits_and_is_analysed_once_the_bundle_is_mended()
    {
        var bundle = Copied();
        var network = Directory.GetFiles(bundle, "*.onnx").Single();
        var sound = await File.ReadAllBytesAsync(network);
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9", ("analysis__model", bundle));
        await File.WriteAllBytesAsync(network, [.. sound[..^1], (byte)~sound[^1]]);

        await box.LaunchAsync();
        await Eventually.TrueAsync(async () => (await HealthAsync(box)).Words.Contains(Code, StringComparison.Ordinal), "the health names the damaged bundle");
        await Status.StandsAsync(box, Code);
        await box.SendAsync(await SmallStudy.MakeAsync(Path.Combine(_folder, "study"), 5));
        await Eventually.TrueAsync(async () => await Status.NewestStateAsync(box) == "Queued", "the case waits in the queue");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await HealthAsync(box)).Status);

        await box.KillAsync();
        await File.WriteAllBytesAsync(network, sound);
        await box.StartAsync();
        var row = (await box.EndedCaseAsync()).GetProperty("row");
        Assert.Equal("Analysed", row.GetProperty("state").GetString());
        Assert.DoesNotContain(Code, await Status.TechnicalAlarmsAsync(box));
        Assert.Equal(HttpStatusCode.OK, (await HealthAsync(box)).Status);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(HttpStatusCode? Status, string Words)> HealthAsync(ApplianceUnderTest box)
    {
        try
        {
            using var answer = await box.Http.GetAsync("healthz");
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return (null, "");
        }
    }

    private string Copied()
    {
        var bundle = Directory.CreateDirectory(Path.Combine(_folder, "model")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(RealData.Repository, "models", "reference")))
        {
            File.Copy(file, Path.Combine(bundle, Path.GetFileName(file)));
        }

        return bundle;
    }
}
