using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>A layer, the values it reads, and what is done to its output.</summary>
internal sealed record DirectStep(ILayer Layer, int[] Inputs, Normalization? Normalization);

/// <summary>
/// A plain U-Net as nnU-Net builds it (PlainConvUNet): convolutions, each followed by instance normalisation and leaky ReLU, transposed convolutions,
/// concatenations, and one convolution at the end. Value 0 is the input, value n the output of step n - 1.
/// </summary>
internal sealed class DirectProgram
{
    private readonly Dictionary<string, int[]> _values = new(StringComparer.Ordinal);
    private readonly List<DirectStep> _steps = [];
    private readonly OnnxGraph _graph;

    private DirectProgram(OnnxGraph graph, string input)
    {
        _graph = graph;
        _values[input] = [0];
    }

    public IReadOnlyList<DirectStep> Steps => _steps;

    /// <summary>Channels of the input.</summary>
    public int Inputs { get; private set; }

    /// <summary>Tiles must be a multiple of this along each axis.</summary>
    public ArrayShape TotalStride { get; private set; } = new(1, 1, 1);

    /// <summary>The program of a network, or null where it holds anything else than a plain U-Net does.</summary>
    public static DirectProgram? TryCreate(byte[] model, string input, string output)
    {
        try
        {
            var program = new DirectProgram(OnnxGraph.Read(model), input);
            return program.Compile(output) ? program : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private bool Compile(string output)
    {
        foreach (var identity in _graph.Nodes.Where(node => node.Operator == "Identity" && _graph.Tensors.ContainsKey(node.Inputs[0])))
        {
            _graph.Tensors[identity.Outputs[0]] = _graph.Tensors[identity.Inputs[0]];
        }

        var strides = new Dictionary<int, ArrayShape> { [0] = new(1, 1, 1) };
        for (var n = 0; n < _graph.Nodes.Count; n++)
        {
            var node = _graph.Nodes[n];
            if (_graph.Tensors.ContainsKey(node.Outputs[0]))
            {
                continue;
            }

            if (!node.Inputs.Take(1).All(_values.ContainsKey))
            {
                return false;
            }

            if (node.Operator == "Concat")
            {
                if (!node.Inputs.All(_values.ContainsKey) || node.Integers["axis"] is not [1])
                {
                    return false;
                }

                _values[node.Outputs[0]] = [.. node.Inputs.SelectMany(name => _values[name])];
                continue;
            }

            if (!Append(node, n, strides, out var last))
            {
                return false;
            }

            _values[last] = [_steps.Count];
        }

        return _values.TryGetValue(output, out var answer) && answer is [var value] && value == _steps.Count && _graph.Outputs is [var name] && name == output;
    }

    private bool Append(OnnxNode node, int n, Dictionary<int, ArrayShape> strides, out string last)
    {
        last = node.Outputs[0];
        if (!_graph.Tensors.TryGetValue(node.Inputs.ElementAtOrDefault(1) ?? "", out var weight) || weight.Dimensions.Length != 5)
        {
            return false;
        }

        var inputs = _values[node.Inputs[0]];
        var bias = node.Inputs.Count > 2 ? _graph.Tensors.GetValueOrDefault(node.Inputs[2])?.Values : null;
        ArrayShape kernel = new(weight.Dimensions[2], weight.Dimensions[3], weight.Dimensions[4]), stride = Shape(node, "strides", 0);
        var (below, isUp) = (strides[inputs[0]], node.Operator == "ConvTranspose");
        if (node.Integers.GetValueOrDefault("group") is not (null or [1]) || node.Integers.GetValueOrDefault("dilations")?.Any(d => d != 1) == true
            || node.Integers.GetValueOrDefault("output_padding")?.Any(p => p != 0) == true || inputs.Any(value => strides[value] != below))
        {
            return false;
        }

        var normalization = isUp ? null : Normalization(node, n, ref last);
        ILayer layer;
        if (isUp && kernel == stride && inputs.Length == 1 && HasPadding(node, new(0, 0, 0)))
        {
            layer = new Upsampling(weight, bias);
            if (below.A0 % stride.A0 != 0 || below.A1 % stride.A1 != 0 || below.A2 % stride.A2 != 0)
            {
                return false;
            }

            strides[_steps.Count + 1] = new(below.A0 / stride.A0, below.A1 / stride.A1, below.A2 / stride.A2);
        }
        else if (node.Operator == "Conv" && Enumerable.Range(0, 3).All(axis => kernel[axis] is 1 or 3) && HasPadding(node, new(kernel.A0 / 2, kernel.A1 / 2, kernel.A2 / 2)))
        {
            // A bias in front of a normalisation is subtracted again with the mean.
            layer = WinogradConvolution.Of(weight, normalization is null ? bias : null, stride);
            var above = new ArrayShape(below.A0 * stride.A0, below.A1 * stride.A1, below.A2 * stride.A2);
            strides[_steps.Count + 1] = above;
            TotalStride = new(Math.Max(TotalStride.A0, above.A0), Math.Max(TotalStride.A1, above.A1), Math.Max(TotalStride.A2, above.A2));
        }
        else
        {
            return false;
        }

        if (inputs.Sum(value => value == 0 ? weight.Dimensions[isUp ? 0 : 1] : _steps[value - 1].Layer.Outputs) != weight.Dimensions[isUp ? 0 : 1])
        {
            return false;
        }

        Inputs = inputs[0] == 0 ? weight.Dimensions[1] : Inputs;
        _steps.Add(new(layer, inputs, normalization));
        return true;
    }

    // InstanceNormalization and LeakyRelu that follow and are the only readers of what comes before.
    private Normalization? Normalization(OnnxNode node, int n, ref string last)
    {
        var norm = _graph.Nodes.ElementAtOrDefault(n + 1);
        var activation = _graph.Nodes.ElementAtOrDefault(n + 2);
        if (norm?.Operator != "InstanceNormalization" || activation?.Operator != "LeakyRelu"
            || norm.Inputs[0] != node.Outputs[0] || activation.Inputs[0] != norm.Outputs[0]
            || Readers(node.Outputs[0]) != 1 || Readers(norm.Outputs[0]) != 1
            || !_graph.Tensors.TryGetValue(norm.Inputs[1], out var scale) || !_graph.Tensors.TryGetValue(norm.Inputs[2], out var shift)
            || activation.Floats.GetValueOrDefault("alpha", 0.01f) is not (>= 0 and <= 1 and var alpha))
        {
            return null;
        }

        last = activation.Outputs[0];
        _graph.Nodes.RemoveRange(n + 1, 2);
        return new(scale.Values, shift.Values, norm.Floats.GetValueOrDefault("epsilon", 1e-5f), alpha);
    }

    private int Readers(string value) => _graph.Nodes.Count(node => node.Inputs.Contains(value)) + _graph.Outputs.Count(output => output == value);

    private static ArrayShape Shape(OnnxNode node, string attribute, int from) =>
        node.Integers.GetValueOrDefault(attribute) is { Length: >= 3 } numbers ? new((int)numbers[from], (int)numbers[from + 1], (int)numbers[from + 2]) : new(1, 1, 1);

    private static bool HasPadding(OnnxNode node, ArrayShape padding) =>
        node.Integers.GetValueOrDefault("pads") is not { Length: 6 } pads
            ? padding == new ArrayShape(0, 0, 0)
            : Shape(node, "pads", 0) == padding && new ArrayShape((int)pads[3], (int)pads[4], (int)pads[5]) == padding;
}
