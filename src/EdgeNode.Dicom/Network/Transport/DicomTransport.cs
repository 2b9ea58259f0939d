using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace EdgeNode.Dicom.Network.Transport;

/// <summary>An address and port whose connections are handled on threads of their own where <see cref="DicomTransport"/> is registered.</summary>
public sealed class DicomEndPoint(IPAddress address, int port) : IPEndPoint(address, port);

/// <summary>
/// Kestrel's transport for DICOM ports: a thread a connection, so that an instance is received, written, synced and answered without a change of
/// thread. Limits, TLS, stopping in good order and everything above stay Kestrel's. Other endpoints are not taken.
/// <code>
/// services.AddSingleton&lt;IConnectionListenerFactory, DicomTransport&gt;();
/// kestrel.Listen(new DicomEndPoint(IPAddress.Any, 11112), listen => listen.UseDicom());
/// </code>
/// </summary>
public sealed class DicomTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int Backlog = 512;

    public bool CanBind(EndPoint endpoint) => endpoint is DicomEndPoint;

    /// <exception cref="AddressInUseException">The port is taken.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var address = (IPEndPoint)endpoint;
        try
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(new IPEndPoint(address.Address, address.Port));
            socket.Listen(Backlog);
            return new(new Acceptance(socket));
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(failure.Message, failure);
        }
    }

    private sealed class Acceptance(Socket socket) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    return new SocketConnection(await socket.AcceptAsync(cancellationToken));
                }
                catch (ObjectDisposedException)
                {
                    return null;
                }
                catch (SocketException failure) when (failure.SocketErrorCode == SocketError.OperationAborted)
                {
                    return null;
                }
                catch (SocketException)
                {
                    // The peer was gone before it was accepted.
                }
            }
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => DisposeAsync();

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return default;
        }
    }
}
