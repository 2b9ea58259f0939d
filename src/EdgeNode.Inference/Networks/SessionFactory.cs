using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// Session options for each execution provider. GPU providers follow the managed API of ONNX Runtime 1.31.1 but could not be tried while this was
/// written: no GPU and no GPU build of the native library were at hand. Only the CPU is proven.
/// </summary>
internal static class SessionFactory
{
    public const string TensorRTName = "TensorrtExecutionProvider";
    public const string CudaName = "CUDAExecutionProvider";

    /// <summary>Providers to try in turn, the CPU always last.</summary>
    public static IReadOnlyList<ExecutionProvider> Candidates(ExecutionProvider wanted) => wanted switch
    {
        ExecutionProvider.Cpu => [ExecutionProvider.Cpu],
        ExecutionProvider.Cuda => [ExecutionProvider.Cuda, ExecutionProvider.Cpu],
        _ => [ExecutionProvider.TensorRT, ExecutionProvider.Cuda, ExecutionProvider.Cpu],
    };

    /// <summary>True where the native library was built with the provider; appending any other throws exceptions of three kinds.</summary>
    public static bool IsBuiltIn(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.TensorRT => OrtEnv.Instance().GetAvailableProviders().Contains(TensorRTName),
        ExecutionProvider.Cuda => OrtEnv.Instance().GetAvailableProviders().Contains(CudaName),
        _ => true,
    };

    /// <summary>A session on exactly this provider, with fresh options: options of a failed attempt are not used again.</summary>
    public static InferenceSession Create(byte[] model, ExecutionProvider provider, OnnxNetworkOptions options)
    {
        using var session = new SessionOptions
        {
            // With the memory pattern the same tile needs 70 % more memory and no less time (measured).
            EnableMemoryPattern = false,
            IntraOpNumThreads = options.IntraOpThreads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Spinning costs up to half the speed where other processes want the cores, and gains nothing where they do not.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        switch (provider)
        {
            case ExecutionProvider.TensorRT:
                session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
                FixShape(session, options);
                using (var tensorRT = new OrtTensorRTProviderOptions())
                {
                    tensorRT.UpdateOptions(TensorRTSettings(options));
                    session.AppendExecutionProvider_Tensorrt(tensorRT);
                    return new(model, session);
                }

            case ExecutionProvider.Cuda:
                session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
                session.AppendExecutionProvider_CUDA(options.DeviceId);
                return new(model, session);

            default:
                return new(model, session);
        }
    }

    // One fixed shape gives one static engine and needs no optimisation profiles.
    private static void FixShape(SessionOptions session, OnnxNetworkOptions options)
    {
        session.AddFreeDimensionOverrideByName("n", 1);
        session.AddFreeDimensionOverrideByName("d", options.PatchSize.A0);
        session.AddFreeDimensionOverrideByName("h", options.PatchSize.A1);
        session.AddFreeDimensionOverrideByName("w", options.PatchSize.A2);
    }

    private static Dictionary<string, string> TensorRTSettings(OnnxNetworkOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["device_id"] = options.DeviceId.ToString(CultureInfo.InvariantCulture),
            ["trt_fp16_enable"] = options.HalfPrecision ? "1" : "0",
        };
        if (options.EngineCache is { } cache)
        {
            settings["trt_engine_cache_enable"] = "1";
            settings["trt_engine_cache_path"] = cache;
            settings["trt_timing_cache_enable"] = "1";
            settings["trt_timing_cache_path"] = cache;
        }

        return settings;
    }
}
