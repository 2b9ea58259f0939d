namespace EdgeNode.Inference.Networks;

/// <summary>Which ONNX Runtime execution provider is wanted.</summary>
public enum ExecutionProvider
{
    /// <summary>The fastest that works here: TensorRT, then CUDA, then the CPU.</summary>
    Auto,

    /// <summary>TensorRT, else CUDA, else the CPU.</summary>
    TensorRT,

    /// <summary>CUDA, else the CPU.</summary>
    Cuda,

    Cpu,
}
