using EdgeNode.Contracts.Results;

namespace EdgeNode.Center.Adjudicating;

/// <summary>What the central team decided on a node.</summary>
public enum Outcome
{
    Negative,
    Positive,

    /// <summary>Extranodal extension.</summary>
    Ene,

    /// <summary>There is no lymph node: vessel, muscle, gland.</summary>
    NotANode,

    /// <summary>The image does not tell. Such a node teaches nothing.</summary>
    Unclear,
}

/// <summary>A decision on one node. Decisions are only added; the last one of a node counts.</summary>
/// <param name="Id">Made by who asks: the same decision sent twice is one.</param>
/// <param name="Revision">Of the case; missed nodes (from 1001) are one over all revisions.</param>
/// <param name="By">Name of the token.</param>
/// <param name="Role">Of the token.</param>
/// <param name="Seen">Number of the last fact of the case that the person had before them.</param>
/// <param name="Made">When, UTC.</param>
public sealed record Adjudication(
    Guid Id, string Site, string CaseKey, int Revision, int Number, Outcome Outcome, string By, string Role, long Seen, string Made)
{
    /// <summary>The class decided on; null where there is no node, or nobody can tell.</summary>
    public NodeClass? Class => Outcome switch
    {
        Outcome.Negative => NodeClass.Negative,
        Outcome.Positive => NodeClass.Positive,
        Outcome.Ene => NodeClass.Ene,
        _ => null,
    };

    /// <summary>A decision on a node of a revision. Missed nodes are numbered from 1001 over all revisions.</summary>
    public bool IsOf(int revision, int number) => Number == number && (Revision == revision || number > FirstMissed);

    private const int FirstMissed = 1000;
}
