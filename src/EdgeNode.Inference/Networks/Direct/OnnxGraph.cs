using System.Runtime.InteropServices;
using System.Text;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>One operator of an ONNX graph, with the attributes that a U-Net's operators have.</summary>
internal sealed record OnnxNode(string Operator, List<string> Inputs, List<string> Outputs, Dictionary<string, long[]> Integers, Dictionary<string, float> Floats);

/// <summary>A float tensor stored in the file.</summary>
internal sealed record OnnxTensor(int[] Dimensions, float[] Values);

/// <summary>
/// Nodes and weights of an ONNX file (onnx.proto3, IR 8): as much of the format as is needed to see whether a network is a plain U-Net.
/// </summary>
internal sealed class OnnxGraph
{
    private const int FloatType = 1;

    public List<OnnxNode> Nodes { get; } = [];

    public Dictionary<string, OnnxTensor> Tensors { get; } = new(StringComparer.Ordinal);

    public List<string> Outputs { get; } = [];

    /// <exception cref="InvalidDataException">Damaged, or weights that are not float.</exception>
    public static OnnxGraph Read(ReadOnlySpan<byte> model)
    {
        var graph = new OnnxGraph();
        var fields = new ProtobufFields(model);
        while (fields.Next())
        {
            if (fields.Field == 7)
            {
                graph.ReadGraph(fields.Bytes);
            }
        }

        return graph;
    }

    private void ReadGraph(ReadOnlySpan<byte> message)
    {
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1:
                    Nodes.Add(Node(fields.Bytes));
                    break;
                case 5:
                    var (name, tensor) = Tensor(fields.Bytes);
                    Tensors[name] = tensor;
                    break;
                case 12:
                    Outputs.Add(Name(fields.Bytes, 1));
                    break;
            }
        }
    }

    private static OnnxNode Node(ReadOnlySpan<byte> message)
    {
        var node = new OnnxNode(Name(message, 4), [], [], new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1:
                    node.Inputs.Add(Encoding.UTF8.GetString(fields.Bytes));
                    break;
                case 2:
                    node.Outputs.Add(Encoding.UTF8.GetString(fields.Bytes));
                    break;
                case 5:
                    Attribute(fields.Bytes, node);
                    break;
            }
        }

        return node;
    }

    private static void Attribute(ReadOnlySpan<byte> message, OnnxNode node)
    {
        var name = Name(message, 1);
        var integers = new List<long>();
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 2:
                    node.Floats[name] = fields.Float;
                    break;
                case 3 or 8:
                    fields.AddIntegers(integers);
                    break;
            }
        }

        node.Integers[name] = [.. integers];
    }

    private static (string Name, OnnxTensor Tensor) Tensor(ReadOnlySpan<byte> message)
    {
        var dimensions = new List<long>();
        float[] values = [];
        var type = 0L;
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1:
                    fields.AddIntegers(dimensions);
                    break;
                case 2:
                    type = fields.Integer;
                    break;
                case 4 when fields.IsPacked:
                case 9:
                    values = MemoryMarshal.Cast<byte, float>(fields.Bytes).ToArray();
                    break;
            }
        }

        if (type != FloatType || values.Length != dimensions.Aggregate(1L, (product, size) => product * size))
        {
            throw new InvalidDataException("Weights are not float, or lie outside the file.");
        }

        return (Name(message, 8), new([.. dimensions.Select(size => (int)size)], values));
    }

    private static string Name(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtobufFields(message);
        while (fields.Next())
        {
            if (fields.Field == field)
            {
                return Encoding.UTF8.GetString(fields.Bytes);
            }
        }

        return "";
    }
}
