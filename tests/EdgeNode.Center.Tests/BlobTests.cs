using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Hosting;
using EdgeNode.Contracts.Broker;
using EdgeNode.TestPeers;
using Microsoft.AspNetCore.Builder;

namespace EdgeNode.Center.Tests;

/// <summary>The boxes' port of the real centre: Kestrel with mutual TLS.</summary>
public sealed class BlobTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgenode-blobs").FullName;
    private readonly TestAuthority _authority = new("edge-1", "edge-2", "centre", "NO-NODE");
    private readonly TestAuthority _rogue = new("edge-1");
    private readonly int _port = FreePort.Next();
    private readonly int _page = FreePort.Next();
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(300_000);
    private WebApplication _app = null!;

    private string Name => Convert.ToHexStringLower(SHA256.HashData(_bytes));

    private string Whole => Path.Combine(_folder, "blobs", Name[..2], Name);

    public async ValueTask InitializeAsync()
    {
        _app = CenterService.Build(
            new()
            {
                Broker = $"mqtt://127.0.0.1:{FreePort.Next()}",
                StoragePath = _folder,
                Urls = $"http://127.0.0.1:{_page}",
                Blobs = new() { Url = $"https://127.0.0.1:{_port}", Tls = _authority.Files("localhost"), LargestMiB = 1 },
            },
            _ => { });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _authority.Dispose();
        _rogue.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_blob_is_there_under_its_hash_once_it_is_whole_and_a_second_time_changes_nothing()
    {
        using var box = Client(_authority.Files("edge-1"));
        Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(box)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(box, 0, 300_000)).StatusCode);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Whole));
        var there = await HeadAsync(box);
        Assert.Equal((HttpStatusCode.OK, "300000", "?1"), (there.StatusCode, Header(there, "Upload-Offset"), Header(there, "Upload-Complete")));
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(box, 0, 300_000)).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "blobs", "partial")));
    }

    [Fact]
    public async Task Pieces_are_put_together_in_order_and_what_does_not_fit_is_told_where_to_go_on()
    {
        using var box = Client(_authority.Files("edge-1"));
        Assert.Equal(HttpStatusCode.Accepted, (await PutAsync(box, 0, 100_000)).StatusCode);
        var wrong = await PutAsync(box, 150_000, 300_000);
        Assert.Equal((HttpStatusCode.Conflict, "100000", "?0"), (wrong.StatusCode, Header(wrong, "Upload-Offset"), Header(wrong, "Upload-Complete")));
        using (var other = Client(_authority.Files("edge-2")))
            Assert.Equal("0", Header(await HeadAsync(other), "Upload-Offset"));
        Assert.Equal("100000", Header(await HeadAsync(box), "Upload-Offset"));
        Assert.False(File.Exists(Whole));
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(box, 100_000, 300_000)).StatusCode);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Whole));
    }

    [Fact]
    public async Task A_line_cut_in_the_middle_of_a_piece_leaves_what_came_and_the_rest_makes_it_whole()
    {
        await using var line = new CuttingProxy(_port);
        using (var tcp = new TcpClient("127.0.0.1", line.Port))
        await using (var tls = new SslStream(tcp.GetStream()))
        {
            await tls.AuthenticateAsClientAsync(Tls(_authority.Files("edge-1")));
            await tls.WriteAsync(Encoding.ASCII.GetBytes($"PUT /blobs/{Name} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\nContent-Range: bytes 0-299999/300000\r\n\r\n"));
            await tls.WriteAsync(_bytes.AsMemory(0, 120_000));
            await tls.FlushAsync();
            var begun = Path.Combine(_folder, "blobs", "partial", $"edge-1-{Name}");
            await Eventually.TrueAsync(() => File.Exists(begun) && new FileInfo(begun).Length > 0, "the first bytes are there");
            line.Cut();
        }

        using var box = Client(_authority.Files("edge-1"));
        HttpResponseMessage answer = null!;
        await Eventually.TrueAsync(
            async () =>
            {
                // The server notices the cut a moment later and holds the blob until then.
                var offset = int.Parse(Header(await HeadAsync(box), "Upload-Offset")!, System.Globalization.CultureInfo.InvariantCulture);
                Assert.InRange(offset, 1, 120_000);
                answer = await PutAsync(box, offset, 300_000);
                return answer.StatusCode != HttpStatusCode.Conflict;
            },
            "the rest is taken");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Whole));
    }

    [Theory]
    [InlineData(299_999)]
    [InlineData(100_000)]
    [InlineData(0)]
    public async Task What_was_cut_after_the_last_byte_and_before_its_name_is_whole_with_any_further_piece(int from)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, "blobs", "partial", $"edge-1-{Name}"), _bytes);
        using var box = Client(_authority.Files("edge-1"));
        var there = await HeadAsync(box);
        Assert.Equal(("300000", "?0"), (Header(there, "Upload-Offset"), Header(there, "Upload-Complete")));
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(box, from, 300_000)).StatusCode);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Whole));
    }

    [Fact]
    public async Task What_is_not_what_its_name_says_is_thrown_away_and_the_true_one_gets_in_afterwards()
    {
        using var box = Client(_authority.Files("edge-1"));
        using var lie = new ByteArrayContent([.. _bytes[..^1], (byte)(_bytes[^1] ^ 1)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await box.PutAsync(new Uri($"blobs/{Name}", UriKind.Relative), lie)).StatusCode);
        Assert.False(File.Exists(Whole));
        Assert.Equal("0", Header(await HeadAsync(box), "Upload-Offset"));
        Assert.Equal(HttpStatusCode.Created, (await PutAsync(box, 0, 300_000)).StatusCode);
    }

    [Theory]
    [InlineData("PUT", "blobs/x", 404)]
    [InlineData("PUT", "blobs/..%2f..%2fcentre.db", 404)]
    [InlineData("GET", "blobs/{name}", 405)]
    [InlineData("DELETE", "blobs/{name}", 405)]
    [InlineData("GET", "api/cases", 404)]
    public async Task Nothing_else_is_to_be_had_on_the_boxes_port(string method, string path, int status)
    {
        using var box = Client(_authority.Files("edge-1"));
        using var request = new HttpRequestMessage(new(method), path.Replace("{name}", Name, StringComparison.Ordinal));
        Assert.Equal(status, (int)(await box.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Too_large_a_blob_is_refused_before_it_is_sent()
    {
        using var box = Client(_authority.Files("edge-1"));
        using var content = new ByteArrayContent(_bytes, 0, 10);
        content.Headers.ContentRange = new(0, 9, (1 << 20) + 1);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await box.PutAsync(new Uri($"blobs/{Name}", UriKind.Relative), content)).StatusCode);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_certificate_of_the_authority_that_names_a_box()
    {
        using (var nameless = Client(_authority.Files("NO-NODE")))
            Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(nameless, 0, 300_000)).StatusCode);
        foreach (var files in new[] { _rogue.Files("edge-1"), null })
        {
            using var stranger = Client(files);
            await Assert.ThrowsAsync<HttpRequestException>(() => HeadAsync(stranger));
        }

        using var page = new HttpClient { BaseAddress = new($"http://127.0.0.1:{_page}") };
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await HeadAsync(page)).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_was_begun_and_left_is_forgotten_in_time()
    {
        var store = new BlobStore(Path.Combine(_folder, "blobs"));
        var begun = Path.Combine(_folder, "blobs", "partial", $"edge-1-{Name}");
        File.WriteAllBytes(begun, _bytes[..10]);
        Assert.Equal(0, store.ForgetBegun(File.GetLastWriteTimeUtc(begun).AddSeconds(-1)));
        Assert.Equal(1, store.ForgetBegun(File.GetLastWriteTimeUtc(begun).AddSeconds(1)));
        Assert.False(File.Exists(begun));
    }

    [Fact]
    public async Task A_blob_that_a_box_asks_for_or_sends_again_counts_as_new_for_its_reference_is_still_to_come()
    {
        using var box = Client(_authority.Files("edge-1"));
        await PutAsync(box, 0, 300_000);
        var store = new BlobStore(Path.Combine(_folder, "blobs"));
        var old = File.GetLastWriteTimeUtc(Whole).AddDays(-100);
        foreach (var ask in new Func<Task>[] { () => HeadAsync(box), () => PutAsync(box, 0, 300_000) })
        {
            File.SetLastWriteTimeUtc(Whole, old);
            Assert.Equal([Name], store.Whole(old.AddDays(1)));
            await ask();
            Assert.Empty(store.Whole(old.AddDays(1)));
        }
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private Task<HttpResponseMessage> HeadAsync(HttpClient client) => client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"blobs/{Name}"));

    private async Task<HttpResponseMessage> PutAsync(HttpClient client, int from, int to)
    {
        using var content = new ByteArrayContent(_bytes, from, to - from);
        content.Headers.ContentRange = new ContentRangeHeaderValue(from, to - 1, _bytes.Length);
        return await client.PutAsync(new Uri($"blobs/{Name}", UriKind.Relative), content);
    }

    private SslClientAuthenticationOptions Tls(TlsFiles? files)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authority.Files("localhost").LoadAuthority());
        return new() { TargetHost = "localhost", ClientCertificates = files is null ? [] : [files.LoadCertificate()], CertificateChainPolicy = policy };
    }

    private HttpClient Client(TlsFiles? files) => new(new SocketsHttpHandler { SslOptions = Tls(files) }) { BaseAddress = new($"https://127.0.0.1:{_port}") };
}
