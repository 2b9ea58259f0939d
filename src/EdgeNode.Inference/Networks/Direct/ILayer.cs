using EdgeNode.Imaging.Resampling;

namespace EdgeNode.Inference.Networks.Direct;

/// <summary>A step of a network: reads maps, fills one.</summary>
internal interface ILayer
{
    /// <summary>Channels that come out.</summary>
    int Outputs { get; }

    /// <summary>Shape of what comes out.</summary>
    ArrayShape Output(ArrayShape input);

    /// <summary>Floats of memory needed besides.</summary>
    int ScratchLength(ArrayShape input);

    /// <param name="inputs">Maps of one shape, their channels one after the other.</param>
    /// <param name="output">Filled; its border may be left dirty.</param>
    /// <param name="scratch">Pinned memory of <see cref="ScratchLength"/>.</param>
    void Run(ReadOnlySpan<FeatureMap> inputs, FeatureMap output, float[] scratch);
}
