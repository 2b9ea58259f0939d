using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>The memory of one run at a time on tiles of one shape: maps whose last reader is done make room for later ones.</summary>
internal sealed class DirectWorkspace
{
    private readonly DirectProgram _program;
    private readonly FeatureMap[] _values;
    private readonly FeatureMap[][] _inputs;
    private readonly float[] _scratch;

    /// <exception cref="ArgumentException">The shape is not a multiple of the network's total stride.</exception>
    public DirectWorkspace(DirectProgram program, ArrayShape shape)
    {
        var stride = program.TotalStride;
        if (shape.A0 % stride.A0 != 0 || shape.A1 % stride.A1 != 0 || shape.A2 % stride.A2 != 0)
        {
            throw new ArgumentException($"Tiles of {shape} are no multiple of the network's stride of {stride}.", nameof(shape));
        }

        (_program, Shape) = (program, shape);
        _values = new FeatureMap[program.Steps.Count + 1];
        _inputs = new FeatureMap[program.Steps.Count][];
        var lastRead = new int[_values.Length];
        for (var step = 0; step < program.Steps.Count; step++)
        {
            foreach (var value in program.Steps[step].Inputs)
            {
                lastRead[value] = step;
            }
        }

        var free = new List<float[]>();
        var memory = new float[_values.Length][];
        var scratch = 0;
        Allocate(0, program.Inputs, shape);
        for (var step = 0; step < program.Steps.Count; step++)
        {
            var (layer, inputs) = (program.Steps[step].Layer, program.Steps[step].Inputs);
            _inputs[step] = [.. inputs.Select(value => _values[value])];
            scratch = Math.Max(scratch, layer.ScratchLength(_inputs[step][0].Shape));
            Allocate(step + 1, layer.Outputs, layer.Output(_inputs[step][0].Shape));
            free.AddRange(inputs.Distinct().Where(value => lastRead[value] == step).Select(value => memory[value]));
        }

        _scratch = FeatureMap.Allocate(scratch);

        void Allocate(int value, int channels, ArrayShape voxels)
        {
            var length = FeatureMap.Length(channels, voxels);
            var fitting = free.Where(array => array.Length >= length).MinBy(array => array.Length);
            free.Remove(fitting!);
            memory[value] = fitting ?? FeatureMap.Allocate(length);
            _values[value] = new(channels, voxels, memory[value]);
        }
    }

    public ArrayShape Shape { get; }

    public void Run(ReadOnlySpan<float> tile, Span<float> logits, CancellationToken cancellation)
    {
        _values[0].Fill(tile);
        for (var step = 0; step < _program.Steps.Count; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (layer, output) = (_program.Steps[step].Layer, _values[step + 1]);
            layer.Run(_inputs[step], output, layer.ScratchLength(_inputs[step][0].Shape) > 0 ? _scratch : []);
            if (_program.Steps[step].Normalization is { } normalization)
            {
                normalization.Run(output);
            }
            else
            {
                output.ClearBorders();
            }
        }

        _values[^1].CopyTo(logits);
    }
}
