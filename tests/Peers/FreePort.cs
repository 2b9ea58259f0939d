using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeNode.TestPeers;

/// <summary>
/// A loopback port that nobody listens on just now. Below the range that the system gives to outgoing connections (from 32768): a client of
/// any test could otherwise be given the port between this call and the moment the program under test listens on it, or while it restarts. No port
/// is given twice in a process, for the same reason.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (!Given.TryAdd(port, true))
            {
                continue;
            }

            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
