using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>How an association ends, and what is said to the peer: an A-ABORT where <see cref="Abort"/> is set.</summary>
internal sealed record Ending(AssociationEnd End, AbortReason? Abort, string Why)
{
    public static readonly Ending Released = new(AssociationEnd.Released, null, "released");
    public static readonly Ending AbortedByPeer = new(AssociationEnd.Aborted, null, "aborted by the peer");
    public static readonly Ending Lost = new(AssociationEnd.Lost, null, "connection lost");
    public static readonly Ending TimedOut = new(AssociationEnd.Aborted, AbortReason.NotSpecified, "no data in time");
    public static readonly Ending TooSlow = new(AssociationEnd.Aborted, AbortReason.NotSpecified, "data came too slowly");
    public static readonly Ending Stopping = new(AssociationEnd.Aborted, AbortReason.NotSpecified, "the service stops");

    public AssociationOutcome Outcome => End switch
    {
        AssociationEnd.Released => AssociationOutcome.Released,
        AssociationEnd.Aborted => AssociationOutcome.Aborted,
        _ => AssociationOutcome.Lost,
    };

    public static Ending Because(AbortReason reason, string why) => new(AssociationEnd.Aborted, reason, why);
}
