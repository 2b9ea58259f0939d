using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Requesting;

/// <summary>
/// The TCP connection of a requested association, in whole PDUs. A deadline that passes closes the socket, which ends whatever waits on it; all
/// failures come out as <see cref="PeerException"/>.
/// </summary>
internal sealed class PeerConnection : IDisposable
{
    /// <summary>Announced to the peer; answers are far smaller.</summary>
    public const int MaxPduBytes = 128 * 1024;

    private const int MaxBodyBytes = 256 * 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly ITimer _timer;
    private readonly byte[] _header = new byte[PduHeader.Size];
    private volatile bool _isTimedOut;

    private PeerConnection(Socket socket, Stream stream, TimeProvider time)
    {
        _socket = socket;
        _stream = stream;
        _timer = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static async Task<PeerConnection> ConnectAsync(DicomPeer peer, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        // A command and its data set leave in one write; without delay none of them waits for an acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            await socket.ConnectAsync(peer.Host, peer.Port, both.Token);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return new(socket, peer.Tls is null ? plain : await SecureAsync(plain, peer, both.Token), time);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            socket.Dispose();
            throw new PeerException(PeerReasons.TlsFailed, $"{peer} and this side could not agree on TLS ({failure.Message}): check the port, the certificates and their authorities.");
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            socket.Dispose();
            var why = failure is SocketException socketFailure ? socketFailure.SocketErrorCode.ToString() : "no answer in time";
            throw new PeerException(PeerReasons.Unreachable, $"{peer} cannot be reached ({why}): check address, port and that the peer is running.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan timeout, CancellationToken cancel)
    {
        try
        {
            Arm(timeout);
            await _stream.WriteAsync(bytes, cancel);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw Lost("take what was sent");
        }
        finally
        {
            Arm(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The next PDU; an A-ABORT throws.</summary>
    public async ValueTask<(PduType Type, byte[] Body)> ReadAsync(TimeSpan timeout, CancellationToken cancel)
    {
        try
        {
            Arm(timeout);
            await _stream.ReadExactlyAsync(_header, cancel);
            var header = new PduHeader((PduType)_header[0], BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(2)));
            if (!header.IsKnown || header.Length > MaxBodyBytes) throw new PeerException(PeerReasons.NotDicom, "What answers there does not speak DICOM: check the port.");
            var body = new byte[header.Length];
            await _stream.ReadExactlyAsync(body, cancel);
            if (header.Type == PduType.Abort) throw new PeerException(PeerReasons.Aborted, "The peer aborted the association: its log says why.");
            return (header.Type, body);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            throw Lost("answer");
        }
        finally
        {
            Arm(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stream.Dispose();
    }

    private static async Task<Stream> SecureAsync(NetworkStream plain, DicomPeer peer, CancellationToken cancel)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(peer.Tls!.ForClient(peer.Host), cancel);
        return secure;
    }

    private void Arm(TimeSpan timeout) => _timer.Change(timeout, Timeout.InfiniteTimeSpan);

    private void Expire()
    {
        _isTimedOut = true;
        _socket.Dispose();
    }

    private PeerException Lost(string what) => _isTimedOut
        ? new(PeerReasons.Timeout, $"The peer did not {what} in time.")
        : new(PeerReasons.Aborted, "The peer closed the connection.");
}
