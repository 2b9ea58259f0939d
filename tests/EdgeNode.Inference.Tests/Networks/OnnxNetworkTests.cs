using EdgeNode.Imaging.Resampling;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.Tests.Golden;

namespace EdgeNode.Inference.Tests.Networks;

public sealed class OnnxNetworkTests
{
    [Fact]
    public void Without_a_gpu_build_the_cpu_is_used_and_says_why()
    {
        using var golden = new GoldenCase("native");
        var bundle = golden.Bundle;
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.TensorRT });
        Assert.Equal(ExecutionProvider.Cpu, loaded.Effective);
        Assert.Equal(["TensorRT is not in this build of ONNX Runtime.", "Cuda is not in this build of ONNX Runtime."], loaded.Notes);
        Assert.Equal(("CPU", "FP32", 4), (loaded.Networks[0].Provider, loaded.Networks[0].Precision, loaded.Networks[0].Classes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_can_be_stopped_in_the_middle_and_the_next_one_is_right(bool direct)
    {
        using var golden = new GoldenCase("native");
        var bundle = golden.Bundle;
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu, DirectConvolutions = direct });
        var network = loaded.Networks[0];
        var small = new ArrayShape(8, 16, 16);
        var tile = Enumerable.Range(0, (int)small.Voxels).Select(i => MathF.Sin(i)).ToArray();
        var (before, after) = (new float[4 * small.Voxels], new float[4 * small.Voxels]);
        network.Run(tile, small, before, CancellationToken.None);

        // Large enough to take seconds, so that it can not be over before it is stopped.
        var large = new ArrayShape(64, 256, 256);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(() => network.Run(new float[large.Voxels], large, new float[4 * large.Voxels], stop.Token));

        network.Run(tile, small, after, CancellationToken.None);
        Assert.Equal(before, after);
    }

    [Theory]
    [InlineData("image", "logits")]
    [InlineData("input", "scores")]
    public void Names_that_the_network_does_not_have_are_malformed(string input, string output)
    {
        using var golden = new GoldenCase("native", manifest => manifest with { InputName = input, OutputName = output });
        using var loaded = NetworkLoader.Load(golden.Bundle, new());
        Assert.Equal(ProblemCodes.ModelMalformed, loaded.Problem?.Code);
    }

    [Fact]
    public void A_network_of_four_input_channels_is_malformed()
    {
        using var golden = new GoldenCase("native", network: "network_cascade.onnx");
        using var loaded = NetworkLoader.Load(golden.Bundle, new());
        Assert.Equal(ProblemCodes.ModelMalformed, loaded.Problem?.Code);
    }
}
