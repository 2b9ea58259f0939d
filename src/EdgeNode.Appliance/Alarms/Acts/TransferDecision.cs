namespace EdgeNode.Appliance.Alarms.Acts;

/// <summary>What a physician decides on an alarm.</summary>
public enum TransferDecision
{
    TransferNow,

    TransferScheduled,

    NoTransfer,
}

/// <summary>The reason codes of decisions. No free text: it leaks personal data and needs an input method.</summary>
public static class DecisionReasons
{
    public static readonly IReadOnlyDictionary<TransferDecision, IReadOnlyList<string>> Codes = new Dictionary<TransferDecision, IReadOnlyList<string>>
    {
        [TransferDecision.TransferNow] = ["FINDING_URGENT", "AIRWAY", "BLEEDING", "NERVE_DEFICIT", "OTHER"],
        [TransferDecision.TransferScheduled] = ["FINDING_SUSPICIOUS", "BIOPSY_FIRST", "NO_BED_NOW", "PATIENT_WISH", "OTHER"],
        [TransferDecision.NoTransfer] = ["FINDING_REJECTED", "KNOWN_DISEASE", "ALREADY_REFERRED", "TREATED_HERE", "PATIENT_DECLINED", "NOT_FIT", "OTHER"],
    };
}
