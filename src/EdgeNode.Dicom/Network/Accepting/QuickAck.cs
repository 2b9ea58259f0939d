using System.Net.Sockets;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// Senders that leave Nagle's algorithm on write a command in two pieces, the second of which waits for our delayed acknowledgement: some 40 ms
/// an image. Linux acknowledges at once while TCP_QUICKACK is set, and clears it by itself, so it is set again after each read.
/// </summary>
internal static class QuickAck
{
    private const int IpProtoTcp = 6;
    private const int TcpQuickAck = 12;

    public static void Arm(Socket? socket)
    {
        if (socket is null || !OperatingSystem.IsLinux()) return;
        try
        {
            socket.SetRawSocketOption(IpProtoTcp, TcpQuickAck, [1, 0, 0, 0]);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The connection is gone; the next read says so.
        }
    }
}
