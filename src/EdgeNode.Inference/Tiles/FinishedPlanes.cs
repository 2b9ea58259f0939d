using System.Numerics.Tensors;
using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Tiles;

/// <summary>Takes the logits of one plane of the network's grid (fixed a0) for each class, a2 contiguous. Planes come in order; the arrays are used again.</summary>
internal delegate void LogitPlaneSink(int a0, float[][] logits);

/// <summary>Hands planes on as soon as no further tile can reach them: the mean over the folds, without the padding.</summary>
internal sealed class FinishedPlanes
{
    private readonly LogitSum[] _folds;
    private readonly ArrayShape _padded;
    private readonly ArrayShape _low;
    private readonly ArrayShape _image;
    private readonly LogitPlaneSink _sink;
    private readonly float[][] _logits;
    private readonly float[] _mean;
    private int _next;

    /// <param name="folds">Sums of each fold.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="padded">Shape that the tiles cover.</param>
    /// <param name="low">Where the image starts in it.</param>
    /// <param name="image">Shape of the image.</param>
    /// <param name="sink">Gets the planes of the image.</param>
    public FinishedPlanes(LogitSum[] folds, int classes, ArrayShape padded, ArrayShape low, ArrayShape image, LogitPlaneSink sink)
    {
        (_folds, _padded, _low, _image, _sink) = (folds, padded, low, image, sink);
        _logits = [.. Enumerable.Range(0, classes).Select(_ => new float[image.A1 * image.A2])];
        _mean = new float[padded.A1 * padded.A2];
    }

    /// <summary>Hands on all planes before <paramref name="end"/>; false where a logit is NaN or infinite.</summary>
    public bool Finish(int end)
    {
        for (; _next < end; _next++)
        {
            if (_next >= _low.A0 && _next < _low.A0 + _image.A0)
            {
                for (var c = 0; c < _logits.Length; c++)
                {
                    Mean(c);
                    if (!TensorPrimitives.IsFiniteAll<float>(_logits[c]))
                    {
                        return false;
                    }
                }

                _sink(_next - _low.A0, _logits);
            }

            foreach (var fold in _folds)
            {
                fold.Clear(_next);
            }
        }

        return true;
    }

    private void Mean(int c)
    {
        var result = _logits[c].AsSpan();
        for (var fold = 0; fold < _folds.Length; fold++)
        {
            _folds[fold].Mean(_next, c, _mean);
            for (var i1 = 0; i1 < _image.A1; i1++)
            {
                var from = _mean.AsSpan(((i1 + _low.A1) * _padded.A2) + _low.A2, _image.A2);
                var to = result.Slice(i1 * _image.A2, _image.A2);
                if (fold == 0)
                {
                    from.CopyTo(to);
                }
                else
                {
                    TensorPrimitives.Add(to, from, to);
                }
            }
        }

        if (_folds.Length > 1)
        {
            TensorPrimitives.Divide(result, _folds.Length, result);
        }
    }
}
