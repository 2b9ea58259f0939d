namespace EdgeNode.Appliance.Alarms.Rules;

/// <summary>The words a condition may use, by scope. Nothing else exists: an unknown word is a mistake in the table.</summary>
internal static class RuleFields
{
    public const string Share = "share";
    public const string Count = "count";

    /// <summary>A node number and its unit: only parameters of the same unit are compared with it.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<NodeFacts, double> Value, string Unit)> NodeNumbers =
        new Dictionary<string, (Func<NodeFacts, double>, string)>
        {
            ["sa"] = (node => node.ShortAxisMm, "mm"),
            ["la"] = (node => node.LongAxisMm, "mm"),
            ["maxd"] = (node => node.GreatestDimensionMm, "mm"),
            ["vol"] = (node => node.Node.VolumeMm3, "mm3"),
            ["conf"] = (node => node.Confidence, Share),
        };

    public static readonly IReadOnlyDictionary<string, Func<NodeFacts, bool>> NodeFlags = new Dictionary<string, Func<NodeFacts, bool>>
    {
        ["necrotic"] = node => node.Necrotic,
        ["truncated"] = node => node.Node.Truncated,
    };

    /// <summary>A study number, and the nodes it stands on.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<CaseFacts, double> Value, Func<CaseFacts, IEnumerable<NodeFacts>> Nodes)> StudyNumbers =
        new Dictionary<string, (Func<CaseFacts, double>, Func<CaseFacts, IEnumerable<NodeFacts>>)>
        {
            ["npos"] = (study => study.SuspectPlaces.Count, study => study.SuspectPlaces),
            ["nposSides"] = (study => study.SuspectSides, study => study.Suspects.Where(node => node.Node.Side != "midline")),
            ["clusters"] = (study => study.Clusters.Count, study => study.Clusters.SelectMany(cluster => cluster)),
        };

    public static readonly IReadOnlyDictionary<string, Func<CaseFacts, bool>> StudyFlags = new Dictionary<string, Func<CaseFacts, bool>>
    {
        ["redflag"] = study => study.Signs.RedFlag,
        ["clinicalRisk"] = study => study.Signs.ClinicalRisk,
        ["limited"] = study => study.Limits.Count > 0,
    };

    /// <summary>The unit that a parameter's name ends in.</summary>
    public static string UnitOf(string parameter) => parameter[(parameter.LastIndexOf('_') + 1)..] switch
    {
        "frac" or "conf" => Share,
        "n" => Count,
        var unit => unit,
    };

    public static readonly IReadOnlyList<string> Classes = ["N", "P", "ENE"];
}
