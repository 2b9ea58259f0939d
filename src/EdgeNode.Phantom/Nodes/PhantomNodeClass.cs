namespace EdgeNode.Phantom.Nodes;

/// <summary>What a node is; the values are the labels of the segmentation (0 is background).</summary>
public enum PhantomNodeClass : byte
{
    Negative = 1,
    Positive = 2,

    /// <summary>Positive with extranodal extension.</summary>
    Ene = 3,
}
