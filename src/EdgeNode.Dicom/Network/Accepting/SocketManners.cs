using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// What the operating system is told about a peer's socket: answers leave at once, and a peer that takes none of them, or is gone without a word,
/// loses its connection (TCP_USER_TIMEOUT covers a closed receive window too; without it such a connection would never end).
/// </summary>
internal static class SocketManners
{
    private const int IpProtoTcp = 6;
    private const int TcpUserTimeout = 18;

    public static void Apply(Socket? socket, TimeSpan patience)
    {
        if (socket is null) return;
        try
        {
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            var milliseconds = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(milliseconds, (int)patience.TotalMilliseconds);
            if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(IpProtoTcp, TcpUserTimeout, milliseconds);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Gone before it began; the first read says so.
        }
    }
}
