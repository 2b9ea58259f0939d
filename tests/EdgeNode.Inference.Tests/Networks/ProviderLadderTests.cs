using EdgeNode.Inference.Networks;

namespace EdgeNode.Inference.Tests.Networks;

public sealed class ProviderLadderTests
{
    [Theory]
    [InlineData(ExecutionProvider.Auto, false, "TensorRT Cuda Cpu")]
    [InlineData(ExecutionProvider.TensorRT, false, "TensorRT Cuda")]
    [InlineData(ExecutionProvider.TensorRT, true, "TensorRT Cuda Cpu")]
    [InlineData(ExecutionProvider.Cuda, false, "Cuda")]
    [InlineData(ExecutionProvider.Cuda, true, "Cuda Cpu")]
    [InlineData(ExecutionProvider.Cpu, false, "Cpu")]
    public void Providers_are_tried_from_the_fastest_down_and_the_cpu_only_where_it_is_allowed(ExecutionProvider wanted, bool allowCpu, string rungs) =>
        Assert.Equal(rungs, string.Join(' ', ProviderLadder.Rungs(wanted, allowCpu)));

    [Fact]
    public void A_provider_counts_only_where_the_library_was_built_with_it()
    {
        Assert.True(ProviderLadder.IsBuiltIn(ExecutionProvider.Cpu, []));
        Assert.True(ProviderLadder.IsBuiltIn(ExecutionProvider.TensorRT, ["TensorrtExecutionProvider"]));
        Assert.False(ProviderLadder.IsBuiltIn(ExecutionProvider.Cuda, ["TensorrtExecutionProvider", "CPUExecutionProvider"]));
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "0")]
    public void TensorRT_keeps_normalisations_in_single_precision_when_the_rest_is_half(bool half, string on)
    {
        var settings = TensorRTSettings.Of(new() { HalfPrecision = half, DeviceId = 1 }, "/cache");
        Assert.Equal((on, on, "1"), (settings["trt_fp16_enable"], settings["trt_layer_norm_fp32_fallback"], settings["device_id"]));
        Assert.Equal(("1", "/cache", "1", "/cache"), (settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"], settings["trt_timing_cache_enable"], settings["trt_timing_cache_path"]));
        Assert.DoesNotContain(TensorRTSettings.Of(new(), null).Keys, key => key.Contains("cache", StringComparison.Ordinal));
    }
}
