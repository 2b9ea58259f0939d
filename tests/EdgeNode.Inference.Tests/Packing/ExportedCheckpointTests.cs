using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.SelfTest;
using EdgeNode.TestData;

namespace EdgeNode.Inference.Tests.Packing;

/// <summary>An nnU-Net results folder (random weights) through models/tools and the packer, as a central team would do it. Needs Debian's python3-torch.</summary>
public sealed class ExportedCheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("PlainConvUNet", "bundle")]
    [InlineData("ResidualEncoderUNet", "bundle.zip")]
    public void A_checkpoint_becomes_a_bundle_that_computes_what_pytorch_computes(string kind, string name)
    {
        Python("synthetic_results.py", "--kind", kind, "--out", Of("results"));
        Python("export_nnunet.py", Of("results"), "--configuration", "3d_fullres", "--out", Of("onnx"), "--trial");
        Assert.Contains("\"mirrorAxes\": \"0,2\"", File.ReadAllText(Of("onnx/export.json")), StringComparison.Ordinal);

        var packed = ModelPacking.Pack(Request(name), Tile);
        Assert.Null(packed.Problem);
        var bundle = packed.Bundle!;
        Assert.Equal([0, 2], bundle.Manifest.MirrorAxes!);
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu });
        Assert.Null(ModelSelfTest.Run(bundle, loaded, CancellationToken.None).Problem);
        for (var fold = 0; fold < 2; fold++)
        {
            var logits = new float[4 * 8 * 16 * 24];
            loaded.Networks[fold].Run(Floats($"onnx/fold_{fold}.input.f32"), new(8, 16, 24), logits, CancellationToken.None);
            var expected = Floats($"onnx/fold_{fold}.logits.f32");
            Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            Assert.True(expected.Max() - expected.Min() > 0.1);
        }
    }

    [Fact]
    public void What_is_wrong_is_said_and_nothing_is_left()
    {
        Python("synthetic_results.py", "--out", Of("results"));
        Python("export_nnunet.py", Of("results"), "--configuration", "3d_fullres", "--out", Of("onnx"));
        Refuse(Request("b") with { Networks = [Of("results/plans.json")] }, ProblemCodes.ModelMalformed);
        Refuse(Request("b") with { Networks = [Of("onnx/fold_9.onnx")] }, ProblemCodes.ModelMissing);
        Refuse(Request("b") with { Configuration = "3d_lowres" }, ProblemCodes.ModelMalformed);
        Refuse(Request("b") with { ArrayOrientation = "SPX" }, ProblemCodes.ModelMalformed);
        Refuse(Request("onnx"), ProblemCodes.ModelMalformed);
        File.WriteAllText(Of("results/dataset.json"), """{"channel_names": {"0": "CT"}, "labels": {"background": 0, "node": 1}}""");
        Refuse(Request("b"), ProblemCodes.ModelMalformed);
        Assert.Equal(["onnx", "results"], Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order());
    }

    private static void Refuse(PackRequest request, string code)
    {
        var packed = ModelPacking.Pack(request, Tile);
        Assert.Equal(code, packed.Problem?.Code);
    }

    private PackRequest Request(string name) => new()
    {
        Plans = Of("results/plans.json"),
        Dataset = Of("results/dataset.json"),
        Configuration = "3d_fullres",
        Networks = [Of("onnx/fold_0.onnx"), Of("onnx/fold_1.onnx")],
        MirrorAxes = [0, 2],
        Id = "synthetic",
        Out = Of(name),
    };

    private static (short[] Hu, byte[]? Previous) Tile(ModelBundle bundle) =>
        ([.. Enumerable.Range(0, (int)bundle.Plan.PatchSize.Voxels).Select(i => (short)(200 * Math.Sin(i * 0.37)))], null);

    private float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Of(file))).ToArray();

    private string Of(string file) => Path.Combine(_folder, file);

    private static void Python(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-B", script, .. arguments])
        {
            WorkingDirectory = Path.Combine(RealData.Repository, "models/tools"),
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors + output.GetAwaiter().GetResult());
    }
}
