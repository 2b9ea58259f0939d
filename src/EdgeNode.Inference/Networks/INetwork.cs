using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks;

/// <summary>
/// A segmentation network at work, the edge to whatever computes it. Runs may overlap on several threads; the same tile always gives the same
/// logits.
/// </summary>
public interface INetwork : IDisposable
{
    /// <summary>Input channels: the CT, then one for each foreground label of the stage before.</summary>
    int Channels => 1;

    /// <summary>Output channels, background included.</summary>
    int Classes { get; }

    /// <summary>What computes it, e.g. <c>CPU</c> or <c>TensorRT</c>.</summary>
    string Provider { get; }

    /// <summary>Arithmetic of the convolutions, e.g. <c>FP32</c>.</summary>
    string Precision { get; }

    /// <summary>Computes the logits of one tile.</summary>
    /// <param name="tile"><see cref="Channels"/> volumes of the tile's shape, one after the other, a2 contiguous; left unchanged.</param>
    /// <param name="shape">Shape of the tile.</param>
    /// <param name="logits">Filled with <see cref="Classes"/> volumes of the tile's shape, one class after the other, before any softmax.</param>
    /// <param name="cancellation">Stops a run that is under way.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    void Run(float[] tile, ArrayShape shape, float[] logits, CancellationToken cancellation);
}
