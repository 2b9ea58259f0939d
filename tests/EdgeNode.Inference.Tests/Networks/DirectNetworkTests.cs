using System.Text;
using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Networks.Direct;
using EdgeNode.TestData;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Tests.Networks;

/// <summary>Our own convolutions against ONNX Runtime, with the reference model of the repository.</summary>
public sealed class DirectNetworkTests
{
    private const double Rounding = 2e-4;

    private static string Folder => Path.Combine(RealData.Repository, "models/reference");

    private static byte[] Model => File.ReadAllBytes(Path.Combine(Folder, "fold_0.onnx"));

    // The patch, the smallest tile, sizes that are no multiple of a vector, and one that is long in one axis only.
    [Theory]
    [InlineData(24, 64, 64)]
    [InlineData(16, 32, 32)]
    [InlineData(8, 48, 80)]
    [InlineData(40, 16, 112)]
    [InlineData(32, 144, 16)]
    public void Logits_equal_those_of_onnx_runtime_but_for_rounding(int a0, int a1, int a2)
    {
        using var direct = Direct();
        using var session = new InferenceSession(Model);
        var shape = new ArrayShape(a0, a1, a2);
        var tile = Noise(shape, a0);
        var (expected, actual) = (new float[4 * shape.Voxels], new float[4 * shape.Voxels]);
        using var input = OrtValue.CreateTensorValueFromMemory(tile, [1, 1, a0, a1, a2]);
        using var output = OrtValue.CreateTensorValueFromMemory(expected, [1, 4, a0, a1, a2]);
        using var options = new RunOptions();
        session.Run(options, ["input"], [input], ["logits"], [output]);

        direct.Run(tile, shape, actual, TestContext.Current.CancellationToken);

        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Rounding));
    }

    [Fact]
    public void Memory_of_earlier_tiles_does_not_matter()
    {
        using var direct = Direct();
        var (small, large) = (new ArrayShape(8, 32, 32), new ArrayShape(16, 64, 32));
        var tile = Noise(small, 3);
        var (first, again) = (new float[4 * small.Voxels], new float[4 * small.Voxels]);
        direct.Run(tile, small, first, TestContext.Current.CancellationToken);
        direct.Run([.. Noise(large, 4).Select(value => value * 1e4f)], large, new float[4 * large.Voxels], TestContext.Current.CancellationToken);
        direct.Run([.. Noise(small, 5).Select(value => value * float.PositiveInfinity)], small, new float[4 * small.Voxels], TestContext.Current.CancellationToken);
        direct.Run(tile, small, again, TestContext.Current.CancellationToken);
        Assert.Equal(first, again);
    }

    [Fact]
    public void Not_a_number_in_the_tile_is_one_in_the_logits()
    {
        using var direct = Direct();
        var shape = new ArrayShape(8, 32, 32);
        var (tile, logits) = (Noise(shape, 3), new float[4 * shape.Voxels]);
        tile[1234] = float.NaN;
        direct.Run(tile, shape, logits, TestContext.Current.CancellationToken);
        Assert.Contains(logits, float.IsNaN);
    }

    [Fact]
    public void The_loader_uses_them_where_they_agree_and_the_switch_turns_them_off()
    {
        Assert.SkipUnless(Kernels.IsFast, "The processor has no 512-bit vectors.");
        var bundle = ModelBundle.Open(Folder).Bundle!;
        using var own = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu });
        using var library = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu, DirectConvolutions = false });
        Assert.IsType<DirectNetwork>(Assert.Single(own.Networks));
        Assert.IsType<OnnxNetwork>(Assert.Single(library.Networks));
    }

    [Theory]
    [InlineData("LeakyRelu", "LeakyRelv")]
    [InlineData("ConvTranspose", "ConvTranspore")]
    [InlineData("Concat", "Concbt")]
    public void A_network_that_is_not_a_plain_unet_is_left_to_onnx_runtime(string from, string to)
    {
        Assert.SkipUnless(Kernels.IsFast, "The processor has no 512-bit vectors.");
        var (model, wanted) = (Model, Encoding.ASCII.GetBytes(from));
        var changed = 0;
        for (var at = model.AsSpan().IndexOf(wanted); at >= 0; at = model.AsSpan().IndexOf(wanted))
        {
            Encoding.ASCII.GetBytes(to).CopyTo(model, at);
            changed++;
        }

        Assert.NotEqual(0, changed);
        using var network = DirectNetwork.TryCreate(model, "input", "logits");
        Assert.Null(network);
    }

    [Fact]
    public void A_damaged_file_is_left_to_onnx_runtime()
    {
        var model = Model;
        for (var length = 0; length < 4000; length += 37)
        {
            Assert.Null(DirectNetwork.TryCreate(model[..length], "input", "logits"));
        }
    }

    [Fact]
    public void Other_weights_do_not_agree()
    {
        using var direct = Direct();
        var bundle = ModelBundle.Open(Folder).Bundle!;
        using var library = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu, DirectConvolutions = false });
        Assert.True(DirectCheck.Agree(library.Networks[0], direct, bundle.Plan.PatchSize));

        // The weights of the background follow the tensor's name, a tag and a length of two bytes.
        var model = Model;
        model.AsSpan(model.AsSpan().LastIndexOf("head.weight"u8) + "head.weight".Length + 3, 32).Clear();
        using var other = DirectNetwork.TryCreate(model, "input", "logits")!;
        Assert.False(DirectCheck.Agree(library.Networks[0], other, bundle.Plan.PatchSize));
    }

    private static DirectNetwork Direct()
    {
        Assert.SkipUnless(Kernels.IsFast, "The processor has no 512-bit vectors.");
        return DirectNetwork.TryCreate(Model, "input", "logits")!;
    }

    private static float[] Noise(ArrayShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.Voxels).Select(_ => (random.NextSingle() * 4) - 2)];
    }
}
