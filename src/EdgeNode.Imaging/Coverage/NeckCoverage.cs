using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Imaging.Coverage;

/// <summary>How much of the neck a CT shows, between the skull base and the lung apices, judged by nothing but the image.</summary>
/// <param name="CoveredMm">From head to foot, mm; 0 where there is no neck.</param>
/// <param name="MissingAboveMm">Estimated, mm; 0 where the skull base is in the image.</param>
/// <param name="MissingBelowMm">Estimated, mm; 0 where the lung apices are in the image.</param>
/// <param name="SkullBase">The skull base is in the image.</param>
/// <param name="LungApex">The lung apices are in the image.</param>
/// <param name="AirwayShare">Share of the sections between those ends that show an airway.</param>
/// <param name="ShowsBody">There is a body in the image at all.</param>
public sealed record NeckCoverage(
    double CoveredMm, double MissingAboveMm, double MissingBelowMm, bool SkullBase, bool LungApex, double AirwayShare, bool ShowsBody)
{
    /// <summary>Sections smaller than this are air, or the tip of something, mm².</summary>
    private const double LeastBodyMm2 = 1500;

    /// <summary>Patient z (LPS, mm) of the lowest section of the brain case; null where it is not in the image.</summary>
    public double? SkullBaseZMm { get; init; }

    /// <summary>Patient z (LPS, mm) of the highest section of both lungs; null where they are not in the image.</summary>
    public double? LungApexZMm { get; init; }

    /// <summary>Patient z (LPS, mm) above which nothing is neck: brain case all the way up to it from the skull base. Null where that is not so,
    /// and where sections are oblique: none of them has one height.</summary>
    public double? HeadFromZMm { get; init; }

    public double MissingMm => MissingAboveMm + MissingBelowMm;

    /// <summary>Judges a volume in memory: a pass over some of its slices.</summary>
    public static NeckCoverage Of(Volume<short> ct, CoverageThresholds thresholds) => Of(CoarseSampling.Of(ct), thresholds);

    public static NeckCoverage Of(CoarseCt ct, CoverageThresholds thresholds)
    {
        var sections = new AxialSection[ct.Size.Z];
        Parallel.For(0, sections.Length, z => sections[z] = AxialSection.Of(ct, z, thresholds));
        var ends = NeckLandmarks.Find(sections, ct.CellMm.Z, thresholds);
        return Of(sections, ends, ct.CellMm.Z, thresholds) with
        {
            SkullBaseZMm = ZMm(ends.SkullBase),
            LungApexZMm = ZMm(ends.LungApex),
            HeadFromZMm = ct.SectionsAreLevel ? ZMm(ends.HeadAbove(sections, ct.CellMm.Z, thresholds)) : null,
        };

        double? ZMm(int? section) => ct.LowestMm + (section * ct.CellMm.Z);
    }

    internal static NeckCoverage Of(IReadOnlyList<AxialSection> sections, NeckLandmarks ends, double heightMm, CoverageThresholds thresholds)
    {
        // Between the ends that are seen, or else to the last section that shows a body.
        var (bottom, top) = ((ends.LungApex ?? -1) + 1, (ends.SkullBase ?? sections.Count) - 1);
        var between = Enumerable.Range(bottom, Math.Max(0, top - bottom + 1)).Select(z => sections[z]).Where(section => section.BodyMm2 >= LeastBodyMm2).ToList();
        var airway = between.Count == 0 ? 0 : between.Count(section => section.AirwayMm2 > 0) / (double)between.Count;
        var covered = IsNeck(between, ends, airway, thresholds) ? between.Count * heightMm : 0;
        if (ends.SkullBase is null || ends.LungApex is null)
        {
            // Where an end is not seen, what lies beyond the longest neck is head or chest.
            covered = Math.Min(covered, thresholds.NeckLengthMm);
        }

        var missing = Math.Max(0, thresholds.NeckLengthMm - covered);
        var (above, below) = (ends.SkullBase, ends.LungApex) switch
        {
            ({ }, { }) => (0, 0),
            ({ }, null) => (0, missing),
            (null, { }) => (missing, 0),
            _ => (missing / 2, missing / 2),
        };
        return new(covered, above, below, ends.SkullBase is not null, ends.LungApex is not null, airway, sections.Any(section => section.BodyMm2 >= LeastBodyMm2));
    }

    /// <summary>Below a brain case there is nothing but neck. Without one, an airway or a narrow section above the lungs tells the neck; without either end, both do.</summary>
    private static bool IsNeck(List<AxialSection> between, NeckLandmarks ends, double airway, CoverageThresholds thresholds)
    {
        if (between.Count == 0)
        {
            return false;
        }

        var isNarrow = between.Min(section => section.BodyMm2) <= thresholds.LargestNeckCm2 * 100;
        var hasAirway = airway >= thresholds.AirwayShare;
        return ends switch
        {
            { SkullBase: not null } => true,
            { LungApex: not null } => hasAirway || isNarrow,
            _ => hasAirway && isNarrow,
        };
    }
}
