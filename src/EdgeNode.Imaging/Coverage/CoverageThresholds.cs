namespace EdgeNode.Imaging.Coverage;

/// <summary>
/// What tells a neck from the rest of the body in a CT, and how much of it must be there. HU are means over cells of a few millimetres,
/// areas are of axial sections. The defaults hold for adults; docs/adr/0011 says what they were measured on.
/// </summary>
public sealed record CoverageThresholds
{
    /// <summary>Less neck than this is no neck CT, mm from head to foot.</summary>
    public double LeastNeckMm { get; init; } = 30;

    /// <summary>From the skull base to the lung apices, mm: what is taken to be missing is told against it where one end is not in the image.</summary>
    public double NeckLengthMm { get; init; } = 140;

    /// <summary>Necks differ in length: a smaller part is not said to be missing, mm.</summary>
    public double ToleranceMm { get; init; } = 30;

    /// <summary>Denser than this is body, HU.</summary>
    public double BodyHu { get; init; } = -300;

    /// <summary>Thinner than this inside the body is airway or lung, HU.</summary>
    public double AirHu { get; init; } = -400;

    /// <summary>Denser than this is bone, HU.</summary>
    public double BoneHu { get; init; } = 180;

    /// <summary>A brain case holds at least this much soft tissue within a ring of bone, cm².</summary>
    public double BrainCm2 { get; init; } = 40;

    /// <summary>
    /// No node of the neck lies this far above the lowest section of the brain case, mm: the highest levels (parotid, retroauricular, Grégoire
    /// 2014) end at the zygomatic arch and the ear canal, some 30 mm above the foramen magnum.
    /// </summary>
    public double NodesAboveSkullBaseMm { get; init; } = 40;

    /// <summary>A lung apex shows at least this much air on either side, cm².</summary>
    public double LungCm2 { get; init; } = 3;

    /// <summary>Where neither skull nor lung is in the image, the section of a neck is at most this large, cm².</summary>
    public double LargestNeckCm2 { get; init; } = 350;

    /// <summary>Where the skull is not in the image, this share of the sections shows an airway.</summary>
    public double AirwayShare { get; init; } = 0.3;
}
