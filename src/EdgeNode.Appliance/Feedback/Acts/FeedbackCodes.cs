namespace EdgeNode.Appliance.Feedback.Acts;

/// <summary>What a physician says of a node that the box found.</summary>
public enum NodeVerdict
{
    Agree,

    /// <summary>Nothing to be suspicious of: it counts for no rule.</summary>
    Reject,

    /// <summary>A node, of another class.</summary>
    Reclassify,
}

/// <summary>Every code of feedback. No free text: it leaks personal data and needs an input method.</summary>
public static class FeedbackCodes
{
    public static readonly IReadOnlyDictionary<NodeVerdict, IReadOnlyList<string>> VerdictReasons = new Dictionary<NodeVerdict, IReadOnlyList<string>>
    {
        [NodeVerdict.Agree] = [],
        [NodeVerdict.Reject] = ["VESSEL", "MUSCLE", "SALIVARY_GLAND", "THYROID", "PRIMARY_TUMOUR", "ARTEFACT", "NOT_A_NODE", "OTHER"],
        [NodeVerdict.Reclassify] = ["SIZE", "NECROSIS", "MARGIN", "SHAPE", "ENHANCEMENT", "FATTY_HILUM", "CLINICAL", "KNOWN_PATHOLOGY", "OTHER"],
    };

    public static readonly IReadOnlyList<string> MissedReasons = ["SMALL", "LOW_CONTRAST", "ARTEFACT", "EDGE_OF_VOLUME", "PART_OF_CONGLOMERATE", "OTHER"];

    public static readonly IReadOnlyList<string> WithdrawReasons = ["MISTAKE", "WRONG_NODE", "WRONG_PATIENT", "NEW_INFORMATION"];

    /// <summary>Signs that a protocol calls urgent by themselves.</summary>
    public static readonly IReadOnlyList<string> RedFlags = ["AIRWAY", "BLEEDING", "NERVE_DEFICIT"];

    /// <summary>Signs of an increased risk of malignancy (AAO-HNS, neck mass in adults, 2017).</summary>
    public static readonly IReadOnlyList<string> Risks = ["TWO_WEEKS", "FIXED", "FIRM", "OVER_15MM", "ULCERATED"];

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes = new Dictionary<string, IReadOnlyList<string>>
    {
        ["PET"] = ["UPTAKE", "NO_UPTAKE", "EQUIVOCAL"],
        ["PATHOLOGY"] = ["METASTASIS", "METASTASIS_ENE", "BENIGN", "LYMPHOMA", "OTHER_MALIGNANCY", "NOT_REPRESENTATIVE"],
        ["FOLLOW_UP"] = ["GROWN", "STABLE", "SMALLER", "GONE"],
    };
}
