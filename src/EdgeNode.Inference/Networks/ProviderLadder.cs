namespace EdgeNode.Inference.Networks;

/// <summary>The order in which execution providers are tried. A box that asks for a GPU falls to the CPU only where that is allowed.</summary>
internal static class ProviderLadder
{
    public const string TensorRTName = "TensorrtExecutionProvider";
    public const string CudaName = "CUDAExecutionProvider";

    /// <summary>Providers to try in turn.</summary>
    public static IReadOnlyList<ExecutionProvider> Rungs(ExecutionProvider wanted, bool allowCpu)
    {
        IReadOnlyList<ExecutionProvider> cpu = allowCpu || wanted is ExecutionProvider.Auto or ExecutionProvider.Cpu ? [ExecutionProvider.Cpu] : [];
        return wanted switch
        {
            ExecutionProvider.Cpu => cpu,
            ExecutionProvider.Cuda => [ExecutionProvider.Cuda, .. cpu],
            _ => [ExecutionProvider.TensorRT, ExecutionProvider.Cuda, .. cpu],
        };
    }

    /// <summary>True where the native library was built with the provider; appending any other throws exceptions of three kinds.</summary>
    public static bool IsBuiltIn(ExecutionProvider provider, IReadOnlyCollection<string> available) => provider switch
    {
        ExecutionProvider.TensorRT => available.Contains(TensorRTName),
        ExecutionProvider.Cuda => available.Contains(CudaName),
        _ => true,
    };

    /// <summary>What people call a provider.</summary>
    public static string Name(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.TensorRT => "TensorRT",
        ExecutionProvider.Cuda => "CUDA",
        ExecutionProvider.Cpu => "CPU",
        _ => "automatic",
    };
}
