namespace EdgeNode.Inference.Tiles;

/// <summary>Precision in which tile logits are weighted and added up.</summary>
public enum Accumulation
{
    /// <summary>
    /// Half precision as nnU-Net does it with a float network on the CPU, bit for bit: what the product uses, so that its labels are those that a model
    /// was validated with. Loses up to half a logit where only the rims of tiles overlap, at the corners of a volume.
    /// </summary>
    HalfCompatible,

    /// <summary>The same with a network that answers in half precision, as nnU-Net's on CUDA.</summary>
    HalfCompatibleHalfNetwork,

    /// <summary>Single precision: nearer to what the network says, and other labels than nnU-Net's at some voxels in a hundred thousand.</summary>
    FullPrecision,
}
