using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Analysis;

/// <summary>What the choice between the series of a study came to. Kept with the case, so that what is analysed is what was chosen.</summary>
/// <param name="Chosen">The series with its reasons, and those that were not taken.</param>
/// <param name="Neck">How much of the neck it shows.</param>
public sealed record SeriesDecision(ChosenSeries Chosen, ImagedNeck Neck);
