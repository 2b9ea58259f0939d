using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>dcmtk's storescp writing what it receives, bit by bit, into a folder of its own.</summary>
internal sealed class StoreScp : IAsyncDisposable
{
    private readonly Process _process;

    private StoreScp(Process process, DicomPeer peer, string folder) => (_process, Peer, Folder) = (process, peer, folder);

    public DicomPeer Peer { get; }

    public string Folder { get; }

    public static async Task<StoreScp> StartAsync(params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var peer = new DicomPeer("STORESCP", "127.0.0.1", FreePort());
        var process = Tool.Start("storescp", [.. options, "-od", folder, "--bit-preserving", "-aet", peer.AeTitle, $"{peer.Port}"]);
        // It prints nothing when it is ready: ready is when it answers.
        var echo = new EchoClient(TimeProvider.System);
        using var deadline = new CancellationTokenSource(Tool.Deadline);
        while (!(await echo.EchoAsync(peer, "TEST", deadline.Token)).IsSuccess) await Task.Delay(20, deadline.Token);
        return new(process, peer, folder);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
