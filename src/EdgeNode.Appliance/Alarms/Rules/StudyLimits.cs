namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>What limits an analysis, as codes for result.json and the screen.</summary>
internal static class StudyLimits
{
    public static IReadOnlyList<string> Of(StudyFacts study, RuleParameters parameters)
    {
        if (!double.IsFinite(study.SliceThicknessMm) || !double.IsFinite(study.CoverageMm))
        {
            throw new ArgumentException("Slice thickness or coverage is no number: the study cannot be judged.", nameof(study));
        }

        // To a hundredth of a millimetre: positions written as decimals or float32 give 3.0000001 for 3.
        var limits = new List<string>();
        if (Math.Round(study.SliceThicknessMm, 2) > parameters["max_slice_mm"])
        {
            limits.Add("THICK_SLICES");
        }

        if (Math.Round(study.CoverageMm, 2) < parameters["min_cover_mm"])
        {
            limits.Add("SHORT_COVERAGE");
        }

        if (study.NeckPartlyCovered)
        {
            limits.Add("NECK_PARTLY_COVERED");
        }

        if (study.Contrast == false)
        {
            limits.Add("NO_CONTRAST");
        }

        return limits;
    }
}
