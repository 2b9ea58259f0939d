using EdgeNode.Inference.Bundles;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNode.Inference.Networks;

/// <summary>What the input and the output of an ONNX file are called.</summary>
internal static class OnnxNames
{
    public static (string Input, string Output) Of(byte[] model)
    {
        try
        {
            using var session = new InferenceSession(model);
            return session.InputNames.Count == 1 && session.OutputNames.Count == 1
                ? (session.InputNames[0], session.OutputNames[0])
                : throw ModelException.Malformed(
                    "network",
                    $"it has {session.InputNames.Count} inputs and {session.OutputNames.Count} outputs; one of each is needed (deep supervision off).");
        }
        catch (OnnxRuntimeException e)
        {
            throw ModelException.Malformed("network", $"ONNX Runtime can not load it ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}).");
        }
    }
}
