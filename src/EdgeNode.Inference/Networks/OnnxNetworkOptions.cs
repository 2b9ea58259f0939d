namespace EdgeNode.Inference.Networks;

/// <summary>How networks are loaded into ONNX Runtime.</summary>
public sealed record OnnxNetworkOptions
{
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Whether the CPU may stand in where a GPU provider was asked for by name.</summary>
    public bool AllowCpu { get; init; } = true;

    /// <summary>
    /// Threads inside one run on the CPU. One, with several tiles under way at once, was measured 7 to 15 % faster than several threads on one tile.
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>
    /// On the CPU, compute plain U-Nets by <see cref="Direct.DirectNetwork"/> where the processor has 512-bit vectors and a trial tile agrees with ONNX
    /// Runtime.
    /// </summary>
    public bool DirectConvolutions { get; init; } = true;

    /// <summary>GPU to use.</summary>
    public int DeviceId { get; init; }

    /// <summary>Folder for TensorRT engines and timings; null for none. Building an engine takes minutes.</summary>
    public string? EngineCache { get; init; }

    /// <summary>FP16 arithmetic on TensorRT.</summary>
    public bool HalfPrecision { get; init; } = true;

    /// <summary>Told once a second, in words, while an engine is being built.</summary>
    public IProgress<string>? Progress { get; init; }
}
