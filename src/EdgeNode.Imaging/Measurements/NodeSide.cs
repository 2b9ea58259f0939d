namespace EdgeNode.Imaging.Measurements;

/// <summary>The patient's side of a node, relative to the mid-plane of the body.</summary>
public enum NodeSide
{
    /// <summary>Within 5 mm of the mid-plane.</summary>
    Midline,

    /// <summary>The patient's left (growing x of LPS).</summary>
    Left,

    /// <summary>The patient's right.</summary>
    Right,
}
