using Microsoft.AspNetCore.Connections;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>The hard stop of the DICOM ports: connections beyond it are closed before anything is read or kept for them.</summary>
internal sealed class ConnectionLimit(int most)
{
    private int _open;

    /// <summary>First in the chain of a port, before TLS.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) > most) connection.Abort(new("Too many connections to the DICOM port."));
            else await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
