namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>What limits an analysis, as codes for result.json and the screen.</summary>
internal static class StudyLimits
{
    public static IReadOnlyList<string> Of(StudyFacts study, RuleParameters parameters)
    {
        var limits = new List<string>();
        if (study.SliceThicknessMm > parameters["max_slice_mm"])
        {
            limits.Add("THICK_SLICES");
        }

        if (study.CoverageMm < parameters["min_cover_mm"])
        {
            limits.Add("SHORT_COVERAGE");
        }

        if (study.Contrast == false)
        {
            limits.Add("NO_CONTRAST");
        }

        return limits;
    }
}
