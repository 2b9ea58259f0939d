using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Installed;

/// <summary>
/// The programs of the arm64 packages, run by qemu-user (`make test-arm64`): whatever is another number, another size or another library there shows
/// here. The processor is computed, so that nothing is said of a board, of its GPU or of time.
/// </summary>
public sealed class Arm64Tests : IDisposable
{
    /// <summary>Few: the processor is computed, and a study of twice as many takes half an hour.</summary>
    private const int Slices = 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-arm64").FullName;

    [Fact(Explicit = true)]
    public async Task The_model_gives_its_golden_case()
    {
        var verified = (await Programs.EdgeNodeAsync("model", "verify", Path.Combine(RealData.Repository, "models", "reference"))).MustSucceed();
        Assert.Contains("golden case holds", verified.Output, StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_study_goes_in_survives_kill_9_alarms_and_reaches_the_centre()
    {
        var port = FreePort.Next();
        await using var centre = new CentreUnderTest($"mqtt://127.0.0.1:{port}");
        await using var box = new ApplianceUnderTest("embedded", ("sync__embeddedPort", $"{port}"), ("analysis__provider", "cpu"));
        await PhantomStudy.MakeAsync(_folder, $"{Slices}", "2.5,0.45,0.45");
        await box.StartAsync();
        await box.SendAsync(_folder);
        await box.KillAsync();

        await box.StartAsync();
        await box.HoldsAsync(Slices);
        var row = (await box.EndedCaseAsync(1800)).GetProperty("row");
        Assert.Equal(("Analysed", 1), (row.GetProperty("state").GetString(), row.GetProperty("alarm").GetProperty("level").GetInt32()));
        Assert.Single(await centre.CasesAsync(1));

        // A computed processor is late with its own C-ECHO, and how full the disk is is this machine's affair.
        Assert.Empty((await Status.TechnicalAlarmsAsync(box)).Except(["DICOM_NOT_ANSWERING", "RETENTION_BLOCKED"]));
        Assert.Equal(0, await box.StopAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
