using System.Globalization;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// Options of the TensorRT execution provider by the names of ONNX Runtime's documentation (1.31.1). Pure, so that they can be read without a GPU;
/// their effect is unproven (docs/gpu.md).
/// </summary>
internal static class TensorRTSettings
{
    /// <param name="options">Device and precision.</param>
    /// <param name="cache">Folder of the engine cache; null for none.</param>
    public static Dictionary<string, string> Of(OnnxNetworkOptions options, string? cache)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),
            ["trt_fp16_enable"] = options.HalfPrecision ? "1" : "0",

            // Keeps sums and powers of normalisations in FP32 when the rest is FP16; a variance over a whole tile overflows FP16.
            ["trt_layer_norm_fp32_fallback"] = options.HalfPrecision ? "1" : "0",

            // Anything that TensorRT does not take would run elsewhere, slower and unnoticed; the whole network is one engine.
            ["trt_min_subgraph_size"] = "1",
            ["trt_max_partition_iterations"] = "1000",
        };
        if (cache is not null)
        {
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = cache;
            settings["trt_timing_cache_enable"] = "1";
            settings["trt_timing_cache_path"] = cache;
        }

        return settings;
    }
}
