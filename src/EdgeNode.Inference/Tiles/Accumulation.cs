namespace EdgeNode.Inference.Tiles;

/// <summary>Precision in which tile logits are weighted and added up.</summary>
public enum Accumulation
{
    /// <summary>Single precision: what the product uses.</summary>
    FullPrecision,

    /// <summary>
    /// Half precision as nnU-Net does it with a float network on the CPU, bit for bit. Loses up to half a logit where only the rims of
    /// tiles overlap; for comparing with nnU-Net only.
    /// </summary>
    HalfCompatible,

    /// <summary>The same with a network that answers in half precision, as nnU-Net's on CUDA.</summary>
    HalfCompatibleHalfNetwork,
}
