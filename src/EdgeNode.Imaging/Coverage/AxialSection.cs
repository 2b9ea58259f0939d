namespace EdgeNode.Imaging.Coverage;

/// <summary>What one axial section shows, areas in mm².</summary>
/// <param name="BodyMm2">The body with the air in it, without table and head rest.</param>
/// <param name="BrainMm2">The largest piece of soft tissue within a closed ring of bone.</param>
/// <param name="AirwayMm2">The largest piece of air near the middle of the body that is not too large for an airway; 0 for none.</param>
/// <param name="RightLungMm2">Air in the body clearly to the right of its middle.</param>
/// <param name="LeftLungMm2">Air in the body clearly to the left of its middle.</param>
internal readonly record struct AxialSection(double BodyMm2, double BrainMm2, double AirwayMm2, double RightLungMm2, double LeftLungMm2)
{
    /// <summary>Walls thinner than this (table, head rest, mask) are taken off the body.</summary>
    private const double ThinMm = 4;

    /// <summary>Gaps in the ring of the skull (sutures, foramina, the thin bone between brain and orbit) up to twice this wide are closed.</summary>
    private const double SkullGapMm = 9;

    private const double AirwayFromMiddleMm = 35;
    private const double SmallestAirwayMm2 = 25;
    private const double LargestAirwayMm2 = 1500;

    private const double LungFromMiddleMm = 20;
    private const double FarthestLungMm = 120;
    private const double SmallestLungMm2 = 100;

    /// <summary>One piece of air this large is lung on both sides of the middle.</summary>
    private const double BothLungsMm2 = 6000;

    private const double LeastBrainHu = -20;
    private const double MostBrainHu = 110;

    public static AxialSection Of(CoarseCt ct, int z, CoverageThresholds thresholds)
    {
        var hu = ct.Section(z).ToArray();
        var section = new CellMask(ct.Size.X, ct.Size.Y);
        var body = Body(section.Where(cell => hu[cell] > thresholds.BodyHu), ct.CellMm.X);
        if (body.Count == 0)
        {
            return default;
        }

        // Whatever air the body encloses belongs to it.
        var outside = section.Where(cell => !body[cell]).FromEdge();
        var filled = section.Where(cell => !outside[cell]);
        var middle = filled.Patches()[0].X;
        var air = section.Where(cell => filled[cell] && hu[cell] < thresholds.AirHu).Patches()
            .Select(patch => (Mm2: patch.Cells.Count * ct.CellMm2, OffMm: (patch.X - middle) * ct.CellMm.X)).ToList();
        var airway = air.Where(patch => Math.Abs(patch.OffMm) <= AirwayFromMiddleMm && patch.Mm2 is >= SmallestAirwayMm2 and <= LargestAirwayMm2)
            .Select(patch => patch.Mm2).DefaultIfEmpty().Max();
        return new(filled.Count * ct.CellMm2, Brain(section, hu, filled, thresholds.BoneHu, ct.CellMm.X) * ct.CellMm2, airway, Lung(air, -1), Lung(air, 1));
    }

    private static CellMask Body(CellMask dense, double cellMm)
    {
        var steps = (int)(ThinMm / cellMm);
        var core = dense;
        for (var step = 0; step < steps; step++)
        {
            core = core.Eroded();
        }

        if (core.Patches() is not [var largest, ..])
        {
            return core;
        }

        var body = core.Only(largest);
        for (var step = 0; step < 3 * steps; step++)
        {
            body = body.Grown(within: dense);
        }

        return body;
    }

    private static int Brain(CellMask section, short[] hu, CellMask filled, double boneHu, double cellMm)
    {
        var bone = section.Where(cell => hu[cell] >= boneHu).Closed(Math.Max(1, (int)Math.Round(SkullGapMm / cellMm)));
        var free = section.Where(cell => !bone[cell]);
        var open = free.FromEdge();
        return section.Where(cell => free[cell] && !open[cell] && filled[cell] && hu[cell] is >= (short)LeastBrainHu and <= (short)MostBrainHu)
            .Patches().Select(patch => patch.Cells.Count).FirstOrDefault();
    }

    private static double Lung(List<(double Mm2, double OffMm)> air, int side) => air.Sum(patch =>
        patch.Mm2 >= BothLungsMm2 ? patch.Mm2 / 2
        : patch.Mm2 >= SmallestLungMm2 && patch.OffMm * side is >= LungFromMiddleMm and <= FarthestLungMm ? patch.Mm2
        : 0);
}
