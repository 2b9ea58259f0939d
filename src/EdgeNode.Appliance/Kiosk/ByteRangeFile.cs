using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace EdgeNode.Appliance.Kiosk;

/// <summary>
/// A file, or the one range of it that was asked for (RFC 9110, 14), in pieces of a mebibyte: the framework's own answer copies 16 KiB at a time.
/// </summary>
internal sealed class ByteRangeFile(string path) : IResult
{
    private const int Piece = 1 << 20;

    public async Task ExecuteAsync(HttpContext context)
    {
        using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
        var length = RandomAccess.GetLength(file);
        var (response, cancel) = (context.Response, context.RequestAborted);
        var (first, last) = (0L, length - 1);
        response.ContentType = "application/octet-stream";
        response.Headers.AcceptRanges = "bytes";
        if (RangeHeaderValue.TryParse(context.Request.Headers.Range.ToString(), out var asked) && asked is { Unit.Value: "bytes", Ranges.Count: 1 })
        {
            var range = asked.Ranges.Single();
            (first, last) = range.From is { } from ? (from, Math.Min(range.To ?? last, last)) : (Math.Max(0, length - range.To!.Value), last);
            response.StatusCode = first > last ? StatusCodes.Status416RangeNotSatisfiable : StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = first > last ? string.Create(CultureInfo.InvariantCulture, $"bytes */{length}") : string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{length}");
            if (first > last)
            {
                return;
            }
        }

        response.ContentLength = last - first + 1;
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (var at = first; at <= last;)
            {
                var read = await RandomAccess.ReadAsync(file, piece.AsMemory(0, (int)Math.Min(piece.Length, last - at + 1)), at, cancel);
                if (read == 0)
                {
                    // The file became shorter: what was promised cannot be kept, and the page must not take less for all.
                    context.Abort();
                    return;
                }

                await response.Body.WriteAsync(piece.AsMemory(0, read), cancel);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
