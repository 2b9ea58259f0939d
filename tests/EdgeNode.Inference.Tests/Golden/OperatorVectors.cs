using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeNode.Imaging.Resampling;
using EdgeNode.TestData;

namespace EdgeNode.Inference.Tests.Golden;

/// <summary>Raw little-endian vectors of single nnU-Net steps, described by golden.json beside them.</summary>
internal static class OperatorVectors
{
    public static float[] Floats(string name) => Read<float>(name);

    public static byte[] Bytes(string name) => Read<byte>(name);

    public static Half[] Halves(string name) => Read<Half>(name);

    public static JsonElement Index
    {
        get
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(RealData.PathOrSkip("golden/operators/golden.json")));
            return document.RootElement.Clone();
        }
    }

    public static ArrayShape Shape(JsonElement numbers) => new(numbers[0].GetInt32(), numbers[1].GetInt32(), numbers[2].GetInt32());

    public static ArraySpacing Spacing(JsonElement numbers) => new(numbers[0].GetDouble(), numbers[1].GetDouble(), numbers[2].GetDouble());

    private static T[] Read<T>(string name)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(File.ReadAllBytes(RealData.PathOrSkip($"golden/operators/{name}.raw"))).ToArray();
}
