using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using EdgeNode.Contracts.Sync;

namespace EdgeNode.Appliance.Sync.Crops;

/// <summary>What the centre said of a blob. Everything else is a line that failed, and throws.</summary>
internal enum UploadOutcome
{
    /// <summary>Whole, checked and on the centre's disk.</summary>
    Durable,

    /// <summary>Larger than the centre takes.</summary>
    TooLarge,

    /// <summary>The bytes are not what their name says.</summary>
    WrongContent,
}

/// <summary>
/// Sends files to <c>PUT /blobs/{sha256}</c> of the centre, in pieces, from where it says that it left off. Trusts the configured authority
/// alone and shows the box's own certificate.
/// </summary>
internal sealed class BlobUpload : IDisposable
{
    private static readonly TimeSpan LongestPiece = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;
    private readonly int _piece;

    public BlobUpload(SyncOptions options)
    {
        _piece = options.Crops.PieceKiB << 10;
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(options.Timings.Timeout), AllowAutoRedirect = false, UseProxy = false };
        if (options.Crops.Centre.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && (options.Crops.Tls ?? options.Tls) is { } files)
        {
            handler.SslOptions = new() { CertificateChainPolicy = files.LoadTrust(), ClientCertificates = [files.LoadCertificate()] };
        }

        _http = new(handler) { BaseAddress = new(options.Crops.Centre), Timeout = LongestPiece };
    }

    /// <summary>Returns once the centre has all of it, or refuses it for good.</summary>
    /// <exception cref="HttpRequestException">The centre is not reachable, or answers something else.</exception>
    /// <exception cref="IOException">The line was cut, or the file cannot be read.</exception>
    public async Task<UploadOutcome> SendAsync(string file, BlobReference blob, CancellationToken cancel)
    {
        var (offset, complete) = await LookAsync(blob, cancel);
        await using var bytes = File.OpenRead(file);
        while (!complete)
        {
            // The centre may have it all and not have looked at it: the last byte once more makes it.
            offset = Math.Min(offset, Math.Max(0, bytes.Length - 1));
            var piece = new byte[Math.Min(_piece, bytes.Length - offset)];
            bytes.Position = offset;
            await bytes.ReadExactlyAsync(piece, cancel);
            using var content = new ByteArrayContent(piece);
            content.Headers.ContentRange = new ContentRangeHeaderValue(offset, offset + piece.Length - 1, blob.Bytes);
            using var answer = await _http.PutAsync(Address(blob), content, cancel);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.RequestEntityTooLarge:
                    return UploadOutcome.TooLarge;
                case HttpStatusCode.UnprocessableEntity:
                    return UploadOutcome.WrongContent;
                case HttpStatusCode.Accepted when offset + piece.Length < blob.Bytes:
                    offset += piece.Length;
                    break;
                case HttpStatusCode.Created or HttpStatusCode.OK:
                    complete = true;
                    break;
                default:
                    throw new HttpRequestException($"the centre answered {(int)answer.StatusCode}");
            }
        }

        return UploadOutcome.Durable;
    }

    public void Dispose() => _http.Dispose();

    private static Uri Address(BlobReference blob) => new($"blobs/{blob.Sha256}", UriKind.Relative);

    private async Task<(long Offset, bool Complete)> LookAsync(BlobReference blob, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, Address(blob));
        using var answer = await _http.SendAsync(request, cancel);
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotFound) || !answer.Headers.TryGetValues("Upload-Offset", out var offsets))
            throw new HttpRequestException($"the centre answered {(int)answer.StatusCode}");
        var offset = long.Parse(offsets.Single(), NumberStyles.None, CultureInfo.InvariantCulture);
        var complete = answer.Headers.TryGetValues("Upload-Complete", out var words) && words.Single() == "?1";
        return offset <= blob.Bytes ? (offset, complete) : throw new HttpRequestException("the centre has more of the blob than there is");
    }
}
