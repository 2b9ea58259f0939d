using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Security;
using EdgeNode.Dicom.Tests.Peers;
using EdgeNode.TestPeers;

namespace EdgeNode.Dicom.Tests.Network;

/// <summary>DICOM over TLS (PS3.15 annex B.12), with dcmtk on the other side and with our own sender.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new("scanner");
    private readonly TestAuthority _stranger = new("scanner");

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dcmtk_echoes_and_stores_over_tls(bool mutual)
    {
        await using var listener = await StartAsync(mutual);
        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 3);

        var echo = await Tool.RunAsync("echoscu", [.. Certificate(_authority), .. To(listener)]);
        var store = await Tool.RunAsync("storescu", [.. Certificate(_authority), .. To(listener), .. files]);

        Assert.True(echo.ExitCode == 0, echo.Output);
        Assert.True(store.ExitCode == 0, store.Output);
        Assert.Equal(3, listener.Sink.Stored.Length);
        Assert.All(listener.Handler.Associations.Entries(), entry => Assert.True(entry.IsTls));
    }

    [Fact]
    public async Task Peers_without_a_certificate_are_let_in_only_where_none_is_asked_for()
    {
        await using var open = await StartAsync(mutual: false);
        await using var closed = await StartAsync(mutual: true);
        string[] anonymous = ["--anonymous-tls", "--profile-bcp195-nd", "--add-cert-file", _authority.Files("localhost").Authority];

        Assert.Equal(0, (await Tool.RunAsync("echoscu", [.. anonymous, .. To(open)])).ExitCode);
        Assert.NotEqual(0, (await Tool.RunAsync("echoscu", [.. anonymous, .. To(closed)])).ExitCode);
        Assert.Empty(closed.Sink.Opened);
        await AssertServesAsync(closed, _authority);
    }

    [Fact]
    public async Task Certificates_of_another_authority_are_refused_on_both_sides()
    {
        await using var listener = await StartAsync(mutual: true);

        var stranger = await Tool.RunAsync("echoscu", [.. Certificate(_stranger), "--ignore-peer-cert", .. To(listener)]);
        var wary = await Tool.RunAsync("echoscu", [.. Certificate(_stranger), .. To(listener)]);
        var ours = await EchoAsync(listener, _stranger);

        Assert.NotEqual(0, stranger.ExitCode);
        Assert.NotEqual(0, wary.ExitCode);
        Assert.Equal(PeerReasons.TlsFailed, ours.Failure?.Reason);
        Assert.Empty(listener.Sink.Opened);
        await AssertServesAsync(listener, _authority);
    }

    [Fact]
    public async Task Our_sender_speaks_tls_to_dcmtk()
    {
        var files = _authority.Files("localhost");
        await using var peer = await StoreScp.StartAsync(_authority, "+tls", files.Key, files.Certificate, "+cf", files.Authority, "--profile-bcp195-nd");

        var sent = await new StorageClient(TimeProvider.System).SendAsync(peer.Peer, "EDGENODE", StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 2));

        Assert.True(sent.IsComplete, sent.Failure?.Detail);
        Assert.Equal(2, Directory.GetFiles(peer.Folder).Length);
    }

    [Fact]
    public async Task Tls_1_1_gets_no_handshake()
    {
        await using var listener = await StartAsync(mutual: false);
        using var old = await RawPeer.ConnectAsync(listener.TlsPort);
        byte[] hello = [3, 2, .. new byte[32], 0, 0, 8, 0xC0, 0x0A, 0xC0, 0x14, 0, 0x2F, 0, 0x35, 1, 0];
        byte[] record = [22, 3, 1, 0, (byte)(hello.Length + 4), 1, 0, 0, (byte)hello.Length, .. hello];
        await old.Stream.WriteAsync(record);
        var answer = new byte[1];
        Assert.True(await old.Stream.ReadAsync(answer) == 0 || answer[0] == 21, "an alert or the end, not a handshake");
        await AssertServesAsync(listener, _authority);
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, false)]
    public async Task Only_authenticated_encryption_is_agreed_on(TlsCipherSuite suite, bool isAgreed)
    {
        await using var listener = await StartAsync(mutual: false);
        using var peer = await RawPeer.ConnectAsync(listener.TlsPort);
        await using var secure = new SslStream(peer.Stream);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(_authority.Files("localhost").LoadAuthority());
#pragma warning disable CA1416 // These tests run on Linux.
        var handshake = secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new([suite]),
            CertificateChainPolicy = trust,
        });
#pragma warning restore CA1416
        if (isAgreed) await handshake;
        else await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        Assert.Equal(isAgreed, secure.IsAuthenticated);
    }

    [Fact]
    public async Task Plain_dicom_and_http_to_the_tls_port_and_tls_to_the_plain_port_cost_their_own_connection()
    {
        await using var listener = await StartAsync(mutual: false);
        var plain = await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer with { Port = listener.TlsPort }, "LOST");
        using var web = await RawPeer.ConnectAsync(listener.TlsPort);
        await web.Stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: edgenode\r\n\r\n"));
        var answer = await web.ReadPduAsync();
        var tls = await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer with { Tls = Client(_authority) }, "LOST");

        Assert.False(plain.IsSuccess);
        Assert.True(answer is null || answer[0] != 2);
        Assert.Equal(PeerReasons.TlsFailed, tls.Failure?.Reason);
        Assert.Empty(listener.Sink.Opened);
        await AssertServesAsync(listener, _authority);
        Assert.True((await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer, "TEST")).IsSuccess);
    }

    private static string[] Certificate(TestAuthority authority)
    {
        var files = authority.Files("scanner");
        return ["--enable-tls", files.Key, files.Certificate, "--add-cert-file", files.Authority, "--profile-bcp195-nd"];
    }

    private static string[] To(Listener listener) => ["-aec", listener.Peer.AeTitle, "localhost", $"{listener.TlsPort}"];

    private static DicomTls Client(TestAuthority authority)
    {
        var files = authority.Files("scanner");
        return DicomTls.Load(files.Certificate, files.Key, files.Authority, requirePeerCertificate: false);
    }

    private static Task<EchoResult> EchoAsync(Listener listener, TestAuthority authority) =>
        new EchoClient(TimeProvider.System).EchoAsync(listener.Peer with { Port = listener.TlsPort, Tls = Client(authority) }, "TEST");

    private static async Task AssertServesAsync(Listener listener, TestAuthority authority)
    {
        var echo = await EchoAsync(listener, authority);
        Assert.True(echo.IsSuccess, echo.Failure?.Detail);
    }

    private Task<Listener> StartAsync(bool mutual)
    {
        var files = _authority.Files("localhost");
        return Listener.StartAsync(tls: DicomTls.Load(files.Certificate, files.Key, files.Authority, mutual));
    }
}
