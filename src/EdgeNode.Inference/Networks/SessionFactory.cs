using EdgeNode.Imaging.Resampling;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// Sessions for each execution provider. GPU providers follow the managed API of ONNX Runtime 1.31.1 but could not be tried while this was
/// written: no GPU and no GPU build of the native library were at hand. Only the CPU is proven.
/// </summary>
internal static class SessionFactory
{
    /// <summary>A session on exactly this provider, with fresh options: options of a failed attempt are not used again.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="provider">Which provider.</param>
    /// <param name="options">Threads, device, precision.</param>
    /// <param name="patch">Shape of all tiles; TensorRT builds one engine for it.</param>
    /// <param name="cache">TensorRT's folder for engines; null for none.</param>
    public static InferenceSession Create(byte[] model, ExecutionProvider provider, OnnxNetworkOptions options, ArrayShape patch, string? cache)
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
                FixShape(session, patch);
                using (var tensorRT = new OrtTensorRTProviderOptions())
                {
                    tensorRT.UpdateOptions(TensorRTSettings.Of(options, cache));
                    session.AppendExecutionProvider_Tensorrt(tensorRT);
                    return new(model, session);
                }

            case ExecutionProvider.Cuda:
                session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
                FixShape(session, patch);
                session.AppendExecutionProvider_CUDA(options.DeviceId);
                return new(model, session);

            default:
                return new(model, session);
        }
    }

    // One fixed shape gives one static engine and needs no optimisation profiles. Names that a network does not have are ignored.
    private static void FixShape(SessionOptions session, ArrayShape patch)
    {
        session.AddFreeDimensionOverrideByName("n", 1);
        session.AddFreeDimensionOverrideByName("d", patch.A0);
        session.AddFreeDimensionOverrideByName("h", patch.A1);
        session.AddFreeDimensionOverrideByName("w", patch.A2);
    }
}
