using EdgeNode.Imaging.Coverage;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary>What cannot be right in <c>analysis.coverage</c>.</summary>
internal static class CoverageMistakes
{
    public static IEnumerable<OptionError> Of(CoverageThresholds coverage, string path)
    {
        (string Name, double Value, double Least, double Most)[] ranges =
        [
            ("leastNeckMm", coverage.LeastNeckMm, 0, 200), ("neckLengthMm", coverage.NeckLengthMm, 50, 250), ("toleranceMm", coverage.ToleranceMm, 0, 100),
            ("bodyHu", coverage.BodyHu, -900, 0), ("airHu", coverage.AirHu, -900, -100), ("boneHu", coverage.BoneHu, 120, 600),
            ("brainCm2", coverage.BrainCm2, 5, 150), ("nodesAboveSkullBaseMm", coverage.NodesAboveSkullBaseMm, 25, 1000),
            ("lungCm2", coverage.LungCm2, 0.5, 50), ("largestNeckCm2", coverage.LargestNeckCm2, 100, 2000),
            ("airwayShare", coverage.AirwayShare, 0, 1),
        ];
        foreach (var (name, value, least, most) in ranges)
        {
            if (!(value >= least && value <= most))
            {
                yield return new($"{path}.{name}", FormattableString.Invariant($"is from {least} to {most}"));
            }
        }

        if (coverage.AirHu > coverage.BodyHu)
        {
            yield return new($"{path}.airHu", "is not above bodyHu: what is airway is no body");
        }
    }
}
