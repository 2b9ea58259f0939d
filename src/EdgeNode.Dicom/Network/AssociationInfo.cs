namespace EdgeNode.Dicom.Network;

/// <summary>An accepted association. AE titles are trimmed and printable.</summary>
/// <param name="Id">Counts up from 1 while the process lives.</param>
/// <param name="CallingAe">AE title the peer gives itself.</param>
/// <param name="CalledAe">AE title the peer asked for.</param>
/// <param name="RemoteAddress">Address and port of the peer.</param>
public sealed record AssociationInfo(long Id, string CallingAe, string CalledAe, string RemoteAddress);

/// <summary>How an association ended.</summary>
public enum AssociationEnd
{
    /// <summary>The peer released it: it has sent what it wanted to send.</summary>
    Released,

    /// <summary>One side sent A-ABORT: protocol error, timeout, or shutdown of this service.</summary>
    Aborted,

    /// <summary>The connection went away.</summary>
    Lost,
}
