using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestData;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>Everything a person can get wrong ends with one line that names it, says what to do, and the exit code of sysexits.</summary>
public sealed class BadInputTests(PhantomStudy phantom) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-bad").FullName;

    [Fact]
    public async Task An_input_that_is_not_there() => Told(66, "INPUT_MISSING", await AnalyzeAsync(Path.Combine(_folder, "nothing")));

    [Fact]
    public async Task A_file_that_is_no_dicom()
    {
        await File.WriteAllTextAsync(In("letter.dcm"), new string('x', 4000));
        Told(65, "NOT_DICOM", await AnalyzeAsync(In("letter.dcm")));
        Assert.Equal("Unsuitable", JsonDocument.Parse(await File.ReadAllTextAsync(In("out/result.json"))).RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task One_slice() => Told(65, "TOO_FEW_SLICES", await AnalyzeAsync(Path.Combine(phantom.Folder, "IM00001.dcm")));

    [Theory]
    [InlineData("MISSING_GEOMETRY", "--erase", "ImagePositionPatient")]
    [InlineData("MISSING_GEOMETRY", "--erase", "PixelSpacing")]
    [InlineData("MIXED_ORIENTATION", "--modify", "ImageOrientationPatient=1\\0\\0\\0\\0\\-1")]
    [InlineData("NOT_CT", "--modify", "SOPClassUID=1.2.840.10008.5.1.4.1.1.4")]
    public async Task One_slice_of_a_series_that_does_not_fit(string reasonCode, string option, string change)
    {
        CopyTenSlices();
        (await Tool.RunAsync("dcmodify", "--no-backup", option, change, In("study/IM00015.dcm"))).MustSucceed();

        Told(65, reasonCode, await AnalyzeAsync(In("study")));
    }

    [Fact]
    public async Task A_truncated_slice()
    {
        CopyTenSlices();
        await using (var slice = File.OpenWrite(In("study/IM00015.dcm")))
        {
            slice.SetLength(100_000);
        }

        Told(65, "TRUNCATED", await AnalyzeAsync(In("study")));
    }

    [Fact]
    public async Task A_model_that_is_not_there_and_one_that_was_tampered_with()
    {
        Told(66, "MODEL_MISSING", await AnalyzeAsync(phantom.Folder, "--model", In("no-model")));

        Directory.CreateDirectory(In("model"));
        foreach (var file in Directory.GetFiles(Path.Combine(RealData.Repository, "models/reference")))
        {
            File.Copy(file, In($"model/{Path.GetFileName(file)}"));
        }

        await File.AppendAllTextAsync(In("model/plans.json"), " ");
        Told(65, "MODEL_CHECKSUM_MISMATCH", await AnalyzeAsync(phantom.Folder, "--model", In("model")));
    }

    [Fact]
    public async Task Unknown_settings_are_all_listed()
    {
        await File.WriteAllTextAsync(In("appliance.json"), """{ "dicom": { "prot": 1 }, "colour": "red" }""");
        var result = await Programs.EdgeNodeAsync("run", "--config", In("appliance.json"));

        Told(78, "CONFIGURATION", result);
        Assert.Contains("dicom.prot", result.Errors, StringComparison.Ordinal);
        Assert.Contains("colour", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made()
    {
        await File.WriteAllTextAsync(In("file"), "");
        await File.WriteAllTextAsync(In("appliance.json"), """{ "storage": { "path": "file/data" }, "dicom": { "port": 0 }, "kiosk": { "urls": "http://127.0.0.1:0" } }""");
        Told(74, "STORAGE_NOT_WRITABLE", await Programs.EdgeNodeAsync("run", "--config", In("appliance.json")));
    }

    [Fact]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await File.WriteAllTextAsync(In("appliance.json"), $$"""{ "storage": { "path": "data" }, "dicom": { "port": {{port}}, "address": "127.0.0.1" }, "kiosk": { "urls": "http://127.0.0.1:0" }, "sync": { "broker": "mqtt://127.0.0.1:9" } }""");
        Told(69, "PORT_IN_USE", await Programs.EdgeNodeAsync("run", "--config", In("appliance.json")));
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_a_warning_because_nothing_is_lost()
    {
        await File.WriteAllTextAsync(In("appliance.json"), $$"""{ "storage": { "path": "data", "minimumFreeFraction": 0 }, "analysis": { "model": "{{Path.Combine(RealData.Repository, "models/reference")}}" }, "sync": { "broker": "mqtt://127.0.0.1:9" } }""");
        var result = (await Programs.EdgeNodeAsync("check", "--config", In("appliance.json"))).MustSucceed();

        Assert.Contains("BROKER_UNREACHABLE", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_that_is_no_ct_is_received_and_shown_as_unsuitable()
    {
        await using var box = new ApplianceUnderTest("mqtt://127.0.0.1:9");
        await box.StartAsync();
        Directory.CreateDirectory(In("mr"));
        File.Copy(Path.Combine(phantom.Folder, "IM00001.dcm"), In("mr/IM00001.dcm"));
        (await Tool.RunAsync("dcmodify", "--no-backup", "--modify", "Modality=MR", In("mr/IM00001.dcm"))).MustSucceed();

        await box.SendAsync(In("mr"));
        var row = (await box.EndedCaseAsync(60)).GetProperty("row");

        Assert.Equal("Unsuitable", row.GetProperty("state").GetString());
        Assert.Equal("NOT_CT", row.GetProperty("reason").GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("priority").ValueKind);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Told(int exitCode, string reasonCode, ToolResult result)
    {
        Assert.True(exitCode == result.ExitCode, $"exit {result.ExitCode}: {result.Errors}");
        Assert.Contains(reasonCode, result.Errors, StringComparison.Ordinal);
    }

    private void CopyTenSlices()
    {
        Directory.CreateDirectory(In("study"));
        foreach (var file in Directory.GetFiles(phantom.Folder, "IM0001*.dcm"))
        {
            File.Copy(file, In($"study/{Path.GetFileName(file)}"));
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    private Task<ToolResult> AnalyzeAsync(string input, params string[] options) => Programs.EdgeNodeAsync(["analyze", input, "--out", In("out"), .. options]);
}
