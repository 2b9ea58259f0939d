using System.Diagnostics;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Security;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Peers;

/// <summary>dcmtk's storescp writing what it receives, bit by bit, into a folder of its own.</summary>
internal sealed class StoreScp : IAsyncDisposable
{
    private readonly Process _process;

    private StoreScp(Process process, DicomPeer peer, string folder) => (_process, Peer, Folder) = (process, peer, folder);

    public DicomPeer Peer { get; }

    public string Folder { get; }

    public static Task<StoreScp> StartAsync(params string[] options) => StartAsync(null, options);

    /// <summary>With TLS when there is an authority that both sides trust.</summary>
    public static async Task<StoreScp> StartAsync(TestAuthority? authority, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var files = authority?.Files("localhost");
        var peer = new DicomPeer("STORESCP", "127.0.0.1", FreePort.Next()) { Tls = files is null ? null : DicomTls.Load(files.Certificate, files.Key, files.Authority, requirePeerCertificate: false) };
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
}
