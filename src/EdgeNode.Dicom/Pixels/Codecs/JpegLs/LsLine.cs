namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>
/// Decodes line after line (ITU-T T.87 A.3 to A.7). Each component has the line above and the present one, with one more place on either side, so that
/// every sample has its neighbours (A.2.1).
/// </summary>
internal sealed class LsLine
{
    private readonly LsParameters _parameters;
    private readonly LsContexts _contexts;
    private readonly sbyte[] _quantized;
    private readonly int _width;
    private readonly int[][] _above;
    private readonly int[][] _present;
    private readonly int[] _runIndexes;

    public LsLine(LsParameters parameters, int width, int components)
    {
        (_parameters, _width) = (parameters, width);
        _contexts = new(parameters);
        _above = [.. Enumerable.Range(0, components).Select(_ => new int[width + 2])];
        _present = [.. Enumerable.Range(0, components).Select(_ => new int[width + 2])];
        _runIndexes = new int[components];
        _quantized = new sbyte[(2 * parameters.MaxValue) + 1];
        for (var i = 0; i < _quantized.Length; i++) _quantized[i] = Quantize(i - parameters.MaxValue);
    }

    /// <summary>The line of a component that was decoded last.</summary>
    public ReadOnlySpan<int> Values(int component) => _present[component].AsSpan(1, _width);

    /// <summary>A line of each component, one after the other.</summary>
    public bool DecodeEach(ref LsBits bits)
    {
        for (var c = 0; c < _present.Length; c++)
        {
            Begin(c);
            var (above, present) = (_above[c], _present[c]);
            for (var x = 1; x <= _width;)
            {
                var gradients = Gradients(above, present, x);
                if (gradients != 0)
                {
                    if (!Regular(ref bits, above, present, x++, gradients)) return false;
                    continue;
                }

                var left = present[x - 1];
                if (Run(ref bits, _width + 1 - x, ref _runIndexes[c]) is not (>= 0 and var length)) return false;
                present.AsSpan(x, length).Fill(left);
                x += length;
                if (x > _width) break;
                if (!Interrupt(ref bits, left, above[x], _runIndexes[c], hasBothTypes: true, out present[x])) return false;
                if (_runIndexes[c] > 0) _runIndexes[c]--;
                x++;
            }
        }

        return true;
    }

    /// <summary>A line of all components, pixel by pixel: a run is one of all of them.</summary>
    public bool DecodeTogether(ref LsBits bits)
    {
        for (var c = 0; c < _present.Length; c++) Begin(c);
        for (var x = 1; x <= _width;)
        {
            var isRun = true;
            for (var c = 0; c < _present.Length; c++) isRun &= Gradients(_above[c], _present[c], x) == 0;
            if (!isRun)
            {
                for (var c = 0; c < _present.Length; c++)
                {
                    if (!Regular(ref bits, _above[c], _present[c], x, Gradients(_above[c], _present[c], x))) return false;
                }

                x++;
                continue;
            }

            if (Run(ref bits, _width + 1 - x, ref _runIndexes[0]) is not (>= 0 and var length)) return false;
            for (var c = 0; c < _present.Length; c++) _present[c].AsSpan(x, length).Fill(_present[c][x - 1]);
            x += length;
            if (x > _width) break;
            for (var c = 0; c < _present.Length; c++)
            {
                if (!Interrupt(ref bits, _present[c][x - 1], _above[c][x], _runIndexes[0], hasBothTypes: false, out _present[c][x])) return false;
            }

            if (_runIndexes[0] > 0) _runIndexes[0]--;
            x++;
        }

        return true;
    }

    private void Begin(int component)
    {
        (_above[component], _present[component]) = (_present[component], _above[component]);
        var (above, present) = (_above[component], _present[component]);
        present[0] = above[1];
        above[_width + 1] = above[_width];
    }

    /// <summary>The context of a place with its sign (A.3.3, A.3.4); 0 where all gradients are within NEAR.</summary>
    private int Gradients(int[] above, int[] present, int x)
    {
        var (a, b, c, d, zero) = (present[x - 1], above[x], above[x - 1], above[x + 1], _parameters.MaxValue);
        return (81 * _quantized[d - b + zero]) + (9 * _quantized[b - c + zero]) + _quantized[c - a + zero];
    }

    private bool Regular(ref LsBits bits, int[] above, int[] present, int x, int gradients)
    {
        var (a, b, c) = (present[x - 1], above[x], above[x - 1]);
        var predicted = c >= Math.Max(a, b) ? Math.Min(a, b) : c <= Math.Min(a, b) ? Math.Max(a, b) : a + b - c;
        var sign = gradients >> 31;
        var context = (gradients ^ sign) - sign;
        predicted = Math.Clamp(predicted + ((_contexts.Correction(context) ^ sign) - sign), 0, _parameters.MaxValue);
        if (!_contexts.TryRegular(ref bits, context, out var error)) return false;
        present[x] = Reconstruct(predicted, (error ^ sign) - sign);
        return true;
    }

    /// <summary>Length of a run (A.7.1); -1 where it is longer than the line.</summary>
    private static int Run(ref LsBits bits, int rest, ref int runIndex)
    {
        var length = 0;
        while (bits.Bit())
        {
            var step = 1 << LsContexts.RunOrders[runIndex];
            if (length + step <= rest && runIndex < LsContexts.RunOrders.Length - 1) runIndex++;
            length = Math.Min(rest, length + step);
            if (length == rest) return rest;
        }

        length += bits.Read(LsContexts.RunOrders[runIndex]);
        return length < rest ? length : -1;
    }

    private bool Interrupt(ref LsBits bits, int left, int above, int runIndex, bool hasBothTypes, out int value)
    {
        var isAlike = hasBothTypes && Math.Abs(left - above) <= _parameters.Near;
        var isDecoded = _contexts.TryRunInterruption(ref bits, isAlike ? 1 : 0, runIndex, out var error);
        value = Reconstruct(isAlike ? left : above, !isAlike && left > above ? -error : error);
        return isDecoded;
    }

    private int Reconstruct(int predicted, int error)
    {
        var (near, span) = (_parameters.Near, _parameters.Range * _parameters.Step);
        var value = predicted + (error * _parameters.Step);
        if (value < -near) value += span;
        else if (value > _parameters.MaxValue + near) value -= span;
        return Math.Clamp(value, 0, _parameters.MaxValue);
    }

    private sbyte Quantize(int difference)
    {
        var size = Math.Abs(difference);
        var level = size <= _parameters.Near ? 0 : size < _parameters.Threshold1 ? 1 : size < _parameters.Threshold2 ? 2 : size < _parameters.Threshold3 ? 3 : 4;
        return (sbyte)(difference < 0 ? -level : level);
    }
}
