using System.Net;
using System.Net.Sockets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;
using Microsoft.Extensions.Time.Testing;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>Receivers that fail our sender: every outcome is a value with its reason.</summary>
public sealed class BadReceiverTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public BadReceiverTests() => _listener.Start();

    private DicomPeer Peer => new("BAD", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_receiver_that_never_answers_is_a_timeout()
    {
        var time = new FakeTimeProvider();
        var echo = new EchoClient(time).EchoAsync(Peer, "EDGENODE");
        using var silent = await _listener.AcceptTcpClientAsync();
        // The connection is open once the request has come: from then on only the association timer runs.
        await silent.GetStream().ReadExactlyAsync(new byte[100]);
        while (!echo.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10);
        }

        Assert.Equal(PeerReasons.Timeout, (await echo).Failure?.Reason);
    }

    [Fact]
    public async Task A_web_server_is_not_a_dicom_peer()
    {
        var echo = new EchoClient(TimeProvider.System).EchoAsync(Peer, "EDGENODE");
        using var web = await _listener.AcceptTcpClientAsync();
        await web.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Assert.Equal(PeerReasons.NotDicom, (await echo).Failure?.Reason);
    }

    [Fact]
    public async Task An_abort_and_a_closed_connection_leave_the_files_not_sent()
    {
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 2);
        foreach (var farewell in (byte[][])[[7, 0, 0, 0, 0, 4, 0, 0, 2, 0], []])
        {
            var sending = new StorageClient(TimeProvider.System).SendAsync(Peer, "EDGENODE", files);
            using (var rude = await _listener.AcceptTcpClientAsync()) await rude.GetStream().WriteAsync(farewell);
            var result = await sending;
            Assert.Equal(PeerReasons.Aborted, result.Failure?.Reason);
            Assert.All(result.Files, file => Assert.Equal(PeerReasons.NotSent, file.Reason));
            Assert.False(result.IsComplete);
        }
    }

    [Fact]
    public async Task Cancelling_ends_the_sending_at_once()
    {
        using var cancel = new CancellationTokenSource();
        var sending = new StorageClient(TimeProvider.System).SendAsync(Peer, "EDGENODE", StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 1), null, cancel.Token);
        using var silent = await _listener.AcceptTcpClientAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Tool.Deadline));
    }
}
