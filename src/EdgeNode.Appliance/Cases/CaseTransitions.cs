using EdgeNode.Contracts.Results;

namespace EdgeNode.Appliance.Cases;

/// <summary>The moves a case may make. Everything else is a defect and throws.</summary>
internal static class CaseTransitions
{
    /// <summary>
    /// Late slices re-open a case from anywhere; a box that was stopped while it analysed takes the case from Queued again.
    /// </summary>
    public static bool Allows(CaseState from, CaseState to) => (from, to) switch
    {
        (CaseState.Receiving, CaseState.Complete) => true,
        (CaseState.Complete, CaseState.Queued or CaseState.Unsuitable or CaseState.Failed) => true,
        (CaseState.Queued, CaseState.Analysing) => true,
        (CaseState.Analysing, CaseState.Analysed or CaseState.Unsuitable or CaseState.Failed or CaseState.Queued) => true,
        (not CaseState.Receiving, CaseState.Receiving) => true,
        _ => false,
    };
}
