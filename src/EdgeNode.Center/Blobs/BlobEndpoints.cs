using System.Globalization;
using EdgeNode.Contracts.Sync;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeNode.Center.Blobs;

/// <summary>
/// <c>PUT</c> and <c>HEAD /blobs/{sha256}</c> for boxes, on a port of their own. A box is who its client certificate names. HEAD tells how
/// much is there (<c>Upload-Offset</c>) and whether that is all (<c>Upload-Complete</c>, <c>?1</c> or <c>?0</c>); PUT sends the rest with
/// <c>Content-Range: bytes first-last/total</c> (RFC 9110 section 14.4), or everything without it.
/// </summary>
internal static partial class BlobEndpoints
{
    private const string Offset = "Upload-Offset";
    private const string Complete = "Upload-Complete";

    /// <summary>Answers boxes; nothing else is to be had on their port.</summary>
    public static async Task HandleAsync(HttpContext context, BlobStore store, BlobOptions options, ILogger log)
    {
        var (request, response) = (context.Request, context.Response);
        var sha256 = request.Path.Value is ['/', 'b', 'l', 'o', 'b', 's', '/', .. var name] && BlobName.Is(name) ? name : null;
        var site = await SiteAsync(context, options);
        response.StatusCode = site is null ? StatusCodes.Status403Forbidden
            : sha256 is null ? StatusCodes.Status404NotFound
            : HttpMethods.IsHead(request.Method) ? Look(response, store.Look(sha256, site))
            : !HttpMethods.IsPut(request.Method) ? StatusCodes.Status405MethodNotAllowed
            : await TakeAsync(context, store, options, sha256, site, log);
    }

    private static int Look(HttpResponse response, BlobState state)
    {
        response.Headers[Offset] = state.Bytes.ToString(CultureInfo.InvariantCulture);
        response.Headers[Complete] = state.Complete ? "?1" : "?0";
        return state is { Complete: false, Bytes: 0 } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    private static async Task<int> TakeAsync(HttpContext context, BlobStore store, BlobOptions options, string sha256, string site, ILogger log)
    {
        var request = context.Request;
        if (Range(request) is not var (first, last, total))
            return StatusCodes.Status400BadRequest;
        if (total > options.LargestMiB * (1L << 20))
            return StatusCodes.Status413PayloadTooLarge;
        if (store.Find(sha256) is not null)
            return Look(context.Response, store.Look(sha256, site));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = total;
        try
        {
            var outcome = await store.AddAsync(sha256, site, first, total, request.Body, context.RequestAborted);
            Look(context.Response, store.Look(sha256, site));
            if (outcome == PieceOutcome.WrongContent)
                log.WrongContent(site);
            return outcome switch
            {
                PieceOutcome.Complete => StatusCodes.Status201Created,
                PieceOutcome.Partial => StatusCodes.Status202Accepted,
                PieceOutcome.WrongContent => StatusCodes.Status422UnprocessableEntity,
                _ => StatusCodes.Status409Conflict,
            };
        }
        catch (IOException refused) when (!context.RequestAborted.IsCancellationRequested && refused is not BadHttpRequestException)
        {
            log.DiskRefused(refused.Message);
            return StatusCodes.Status507InsufficientStorage;
        }
    }

    /// <summary>Null where the header is not what it should be, or does not fit the length of the body.</summary>
    private static (long First, long Last, long Total)? Range(HttpRequest request)
    {
        if (request.ContentLength is not { } length || length < 1)
            return null;
        if (request.GetTypedHeaders().ContentRange is not { } range)
            return request.Headers.ContentRange.Count == 0 ? (0, length - 1, length) : null;
        return range is { Unit.Value: "bytes", From: { } from, To: { } to, Length: { } total } && to - from + 1 == length ? (from, to, total) : null;
    }

    /// <summary>The common name of the client's certificate, which the listener has checked; without TLS, which is loopback only, a fixed name.</summary>
    private static async Task<string?> SiteAsync(HttpContext context, BlobOptions options)
    {
        if (!options.IsTls)
            return "loopback";
        var certificate = await context.Connection.GetClientCertificateAsync();
        var name = certificate?.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false);
        return Topics.IsNodeName(name) ? name : null;
    }
}

/// <summary>Events 6100 to 6199.</summary>
internal static partial class BlobLog
{
    [LoggerMessage(6100, LogLevel.Warning, "Site {Site} sent a blob that is not what its name says: thrown away, the box sends it again")]
    public static partial void WrongContent(this ILogger logger, string site);

    [LoggerMessage(6101, LogLevel.Error, "The folder of blobs refused ({Why}): boxes keep their crops and try again. Check the disk")]
    public static partial void DiskRefused(this ILogger logger, string why);
}
