using EdgeNode.EndToEnd.Harness;
using EdgeNode.TestPeers;

namespace EdgeNode.EndToEnd.Journeys;

/// <summary>DICOM over TLS with mutual certificates, from dcmtk and from the program's own verbs.</summary>
public sealed class DicomTlsTests(PhantomStudy phantom) : IDisposable
{
    private readonly TestAuthority _authority = new("scanner");
    private readonly TestAuthority _stranger = new("scanner");

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task A_scanner_with_a_certificate_sends_and_one_without_is_refused()
    {
        var port = FreePort.Next();
        var (ours, scanner, stranger) = (_authority.Files("localhost"), _authority.Files("scanner"), _stranger.Files("scanner"));
        await using var box = new ApplianceUnderTest(
            "mqtt://127.0.0.1:9",
            ("dicom__tls__port", $"{port}"),
            ("dicom__tls__certificate", ours.Certificate),
            ("dicom__tls__key", ours.Key),
            ("dicom__tls__authority", ours.Authority),
            ("dicom__tls__requireClientCertificate", "true"));
        await box.StartAsync();
        var files = Directory.GetFiles(phantom.Folder, "*.dcm").Order().ToList();
        string[] tls = ["--tls", "--ca", scanner.Authority, "--cert", scanner.Certificate, "--key", scanner.Key];

        (await Tool.RunAsync("echoscu", "--enable-tls", scanner.Key, scanner.Certificate, "--add-cert-file", scanner.Authority, "--profile-bcp195-nd", "-aec", "EDGENODE", "localhost", $"{port}")).MustSucceed();
        (await Tool.RunAsync("storescu", ["--enable-tls", scanner.Key, scanner.Certificate, "--add-cert-file", scanner.Authority, "--profile-bcp195-nd", "-aec", "EDGENODE", "localhost", $"{port}", .. files.Take(3)])).MustSucceed();
        (await Programs.EdgeNodeAsync(["echo", $"EDGENODE@localhost:{port}", .. tls])).MustSucceed();
        (await Programs.EdgeNodeAsync(["send", files[3], "--to", $"EDGENODE@localhost:{port}", .. tls])).MustSucceed();
        var refused = await Programs.EdgeNodeAsync("echo", $"EDGENODE@localhost:{port}", "--tls", "--ca", stranger.Authority, "--cert", stranger.Certificate, "--key", stranger.Key);
        var bare = await Programs.EdgeNodeAsync("echo", $"EDGENODE@localhost:{port}", "--tls", "--ca", scanner.Authority);

        Assert.Equal(69, refused.ExitCode);
        Assert.Contains("TLS_FAILED", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(69, bare.ExitCode);
        await box.HoldsAsync(4);
    }
}
