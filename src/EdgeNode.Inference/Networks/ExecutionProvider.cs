namespace EdgeNode.Inference.Networks;

/// <summary>
/// Which ONNX Runtime execution provider is wanted; what is in use is told by <see cref="LoadedNetworks.Effective"/>. Only the CPU is proven: the
/// GPU providers follow the documented API but have not run yet (docs/gpu.md).
/// </summary>
public enum ExecutionProvider
{
    /// <summary>The fastest that works here: TensorRT, then CUDA, then the CPU.</summary>
    Auto,

    /// <summary>TensorRT, else CUDA, else the CPU where it is allowed.</summary>
    TensorRT,

    /// <summary>CUDA, else the CPU where it is allowed.</summary>
    Cuda,

    Cpu,
}
