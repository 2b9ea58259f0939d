using System.Numerics.Tensors;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Preprocessing;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Labelling;

/// <summary>
/// Logits to labels on the source grid: the class with the highest logit, the lower class where several share it (nnU-Net's argmax), written
/// through the view back to where the voxels came from, as soon as the planes that a slice lies between are there. Voxels outside the cropped box stay
/// background.
/// </summary>
internal sealed class LabelMap
{
    private readonly LogitPlanes _planes;
    private readonly OrientedView _view;
    private readonly Memory<byte> _labels;
    private readonly LabelTable _table;
    private readonly bool _half;
    private readonly ProbabilityMaps? _maps;
    private readonly float[][] _rows;
    private readonly float[] _logits;
    private readonly List<int> _voxels = [];
    private readonly List<float> _probabilities = [];
    private readonly NodeDepths _depths;
    private int _next;

    /// <param name="planes">Resamples to the cropped box's shape.</param>
    /// <param name="view">The cropped box in the source volume.</param>
    /// <param name="labels">The source grid; cleared memory.</param>
    /// <param name="table">What the channels mean.</param>
    /// <param name="half">Round logits to half precision before comparing, as nnU-Net does.</param>
    /// <param name="maps">Takes the probabilities of all voxels; null where nobody asked for them.</param>
    public LabelMap(LogitPlanes planes, OrientedView view, Memory<byte> labels, LabelTable table, bool half, ProbabilityMaps? maps = null)
    {
        (_planes, _view, _labels, _table, _half, _maps) = (planes, view, labels, table, half, maps);
        _rows = [.. Enumerable.Range(0, planes.Classes).Select(_ => new float[planes.Shape.A2])];
        _logits = new float[planes.Classes];
        _depths = new(planes.Shape.A2, table.RegionLabels is not null);
    }

    /// <summary>Takes the next plane of the network's grid and labels what can be labelled with it.</summary>
    public void Add(int a0, float[][] logits)
    {
        _planes.Add(a0, logits);
        for (; _next < _view.Shape.A0 && _planes.Needs(_next) <= a0; _next++)
        {
            for (var i1 = 0; i1 < _view.Shape.A1; i1++)
            {
                var (low, high) = _maps is null ? _planes.Foreground(_next, i1, _table.RegionLabels is not null) : (0, _view.Shape.A2);
                _depths.BeginRow(_view.Row(_next, i1), _view.Stride2, low, high);
                if (low < high)
                {
                    WriteRow(_next, i1, low, high);
                }

                _depths.EndRow();
            }

            _depths.EndPlane();
        }
    }

    /// <summary>Probabilities of all labelled voxels, once every plane was added.</summary>
    public ForegroundProbabilities Foreground()
    {
        var (classes, voxels, probabilities) = (_table.Names.Count - 1, _voxels.ToArray(), _probabilities.ToArray());
        var order = Enumerable.Range(0, voxels.Length).ToArray();
        Array.Sort(voxels, order);
        var sorted = new float[probabilities.Length];
        for (var i = 0; i < order.Length; i++)
        {
            probabilities.AsSpan(order[i] * classes, classes).CopyTo(sorted.AsSpan(i * classes));
        }

        return new(voxels, sorted, classes);
    }

    /// <summary>How deep in nodes or outside them the voxels at their borders lie, once every plane was added.</summary>
    public SubvoxelBorder Border() => _depths.Border();

    private void WriteRow(int i0, int i1, int low, int high)
    {
        for (var c = 0; c < _rows.Length; c++)
        {
            _planes.Fill(i0, i1, c, low, high, _rows[c]);
            if (_half)
            {
                HalfRounding.Round(_rows[c].AsSpan(low, high - low));
            }
        }

        _maps?.Set(_view.Row(i0, i1), _view.Stride2, _rows);
        var labels = _labels.Span;
        for (var i = low; i < high; i++)
        {
            var label = _table.RegionLabels is { } regions ? RegionLabels.Of(regions, _rows, i) : Highest(_rows, i);
            var at = _view.Row(i0, i1) + (i * _view.Stride2);
            _depths.Set(_rows, i, label != 0);
            if (label != 0)
            {
                labels[at] = (byte)label;
                _voxels.Add(at);
                AddProbabilities(i);
            }
        }
    }

    private static int Highest(float[][] rows, int i)
    {
        var (best, label) = (rows[0][i], 0);
        for (var c = 1; c < rows.Length; c++)
        {
            if (rows[c][i] > best)
            {
                (best, label) = (rows[c][i], c);
            }
        }

        return label;
    }

    private void AddProbabilities(int i)
    {
        if (_table.RegionLabels is { } regions)
        {
            RegionLabels.AddProbabilities(_probabilities, regions, _table.Names.Count, _rows, i);
            return;
        }

        for (var c = 0; c < _rows.Length; c++)
        {
            _logits[c] = _rows[c][i];
        }

        TensorPrimitives.SoftMax<float>(_logits, _logits);
        _probabilities.AddRange(_logits.AsSpan(1));
    }
}
