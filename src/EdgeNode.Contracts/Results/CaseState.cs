namespace EdgeNode.Contracts.Results;

/// <summary>Where a case is. The five kinds of "no result yet" stay apart, on the screen and in the data.</summary>
public enum CaseState
{
    Receiving,
    Complete,
    Unsuitable,
    Queued,
    Analysing,
    Analysed,
    Failed,
}
