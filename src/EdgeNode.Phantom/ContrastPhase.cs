namespace EdgeNode.Phantom;

/// <summary>How long after the contrast agent the neck was scanned.</summary>
public enum ContrastPhase
{
    None,

    /// <summary>About 25 s: carotids bright, jugulars still filling.</summary>
    Arterial,

    /// <summary>About 50 s.</summary>
    LateArterial,

    /// <summary>70 s and more: arteries and veins alike, the usual neck protocol.</summary>
    Venous,
}
