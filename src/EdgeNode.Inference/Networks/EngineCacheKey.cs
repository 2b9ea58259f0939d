using System.Security.Cryptography;
using System.Text;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks;

/// <summary>Names the folder of a cached engine: any change of the network, its tile, its precision or the environment gives another name.</summary>
/// <param name="Environment">Hash of ONNX Runtime, TensorRT, driver and GPU.</param>
/// <param name="Network">Hash of the ONNX file, the tile and the precision.</param>
internal sealed record EngineCacheKey(string Environment, string Network)
{
    public string Folder => $"{Environment}-{Network}";

    public static EngineCacheKey Of(ReadOnlySpan<byte> model, ArrayShape patch, bool halfPrecision, GpuEnvironment environment) => new(
        Hash($"{environment.OnnxRuntime}\n{environment.TensorRT}\n{environment.Driver}\n{environment.Gpu}"),
        Hash($"{Convert.ToHexStringLower(SHA256.HashData(model))}\n{patch}\n{(halfPrecision ? "FP16" : "FP32")}"));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
