namespace EdgeNode.Imaging.Coverage;

/// <summary>The ends of the neck among sections from foot to head: the lowest section of the brain case, the highest of both lungs; null where not seen.</summary>
internal readonly record struct NeckLandmarks(int? SkullBase, int? LungApex)
{
    /// <summary>The brain case narrows to the foramen magnum: down to this share of its least area it still is one.</summary>
    private const double SkullBaseShare = 0.35;

    /// <summary>Of the sections above a skull base this share shows a brain case.</summary>
    private const double BrainCaseShare = 0.75;

    /// <summary>Sections that fail (noise, metal) inside a landmark, mm.</summary>
    private const double GapMm = 11;

    /// <summary>Lungs go on for at least this long, mm.</summary>
    private const double LungHeightMm = 15;

    /// <summary>Lungs lie in a chest: a section this much larger than the smallest above it, or this large, mm². Sinuses and mastoids do not.</summary>
    private const double ChestToNeck = 1.4;

    private const double ChestMm2 = 30_000;

    /// <summary>Air to both sides this near below the skull base is mastoid, sinus or ear, mm.</summary>
    private const double NearSkullMm = 50;

    public static NeckLandmarks Find(IReadOnlyList<AxialSection> sections, double heightMm, CoverageThresholds thresholds)
    {
        var skullBase = SkullBaseOf(sections, (int)(GapMm / heightMm), thresholds.BrainCm2 * 100);
        var from = skullBase is { } skull ? skull - (int)(NearSkullMm / heightMm) : sections.Count - 1;
        return new(skullBase, LungApexOf(sections, from, (int)Math.Ceiling(LungHeightMm / heightMm), thresholds.LungCm2 * 100));
    }

    /// <summary>
    /// The section so far above the skull base that no node of the neck reaches it. Only where the sections between show a brain case, a few
    /// that fail aside: what was taken for a skull base by mistake has none above it.
    /// </summary>
    public int? HeadAbove(IReadOnlyList<AxialSection> sections, double heightMm, CoverageThresholds thresholds)
    {
        if (SkullBase is not { } from || from + (int)Math.Ceiling(thresholds.NodesAboveSkullBaseMm / heightMm) is var head && head >= sections.Count)
        {
            return null;
        }

        var brain = Enumerable.Range(from, head - from + 1).Count(z => sections[z].BrainMm2 >= thresholds.BrainCm2 * 100 * SkullBaseShare);
        return brain >= BrainCaseShare * (head - from + 1) ? head : null;
    }

    private static int? SkullBaseOf(IReadOnlyList<AxialSection> sections, int gap, double brainMm2)
    {
        if (Enumerable.Range(0, sections.Count).Where(z => sections[z].BrainMm2 >= brainMm2).Select(z => (int?)z).FirstOrDefault() is not { } lowest)
        {
            return null;
        }

        for (var z = lowest - 1; z >= 0 && lowest - z <= gap + 1; z--)
        {
            if (sections[z].BrainMm2 >= brainMm2 * SkullBaseShare)
            {
                lowest = z;
            }
        }

        return lowest;
    }

    private static int? LungApexOf(IReadOnlyList<AxialSection> sections, int from, int height, double lungMm2)
    {
        // Tips of something (a crown, a shoulder) are no neck.
        const double LeastNeckMm2 = 5000;
        var smallest = sections.Skip(from + 1).Select(section => section.BodyMm2).Where(mm2 => mm2 >= LeastNeckMm2).DefaultIfEmpty(double.PositiveInfinity).Min();
        for (var z = from; z >= 0; z--)
        {
            smallest = sections[z].BodyMm2 >= LeastNeckMm2 ? Math.Min(smallest, sections[z].BodyMm2) : smallest;
            if (sections[z].BodyMm2 >= Math.Min(ChestMm2, smallest * ChestToNeck) && Enumerable.Range(Math.Max(0, z - height), z - Math.Max(0, z - height) + 1).All(below => IsLung(sections[below])))
            {
                return z;
            }
        }

        return null;

        bool IsLung(AxialSection section) => section.RightLungMm2 >= lungMm2 && section.LeftLungMm2 >= lungMm2;
    }
}
