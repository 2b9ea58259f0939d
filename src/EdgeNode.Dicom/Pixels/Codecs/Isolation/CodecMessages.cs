using System.Buffers.Binary;
using System.Text;

namespace EdgeNode.Dicom.Pixels.Codecs.Isolation;

/// <summary>
/// What program and worker say to each other, little endian. Request: eight numbers of 32 bits (the description, then the length of the stream) and the
/// stream. Answer: length of a reason and of a detail, both 0 for success, then them or the samples.
/// </summary>
internal static class CodecMessages
{
    private const int Numbers = 8;

    public static void WriteRequest(Stream target, ReadOnlySpan<byte> stream, PixelDescription described)
    {
        Span<byte> header = stackalloc byte[4 * Numbers];
        ReadOnlySpan<int> numbers =
            [described.Rows, described.Columns, described.SamplesPerPixel, described.BitsAllocated, described.BitsStored, described.HighBit, described.IsSigned ? 1 : 0, stream.Length];
        for (var i = 0; i < Numbers; i++) BinaryPrimitives.WriteInt32LittleEndian(header[(4 * i)..], numbers[i]);
        target.Write(header);
        target.Write(stream);
        target.Flush();
    }

    /// <summary>Null at the end of the requests or when none came in time.</summary>
    public static async Task<(byte[] Stream, PixelDescription Described)?> ReadRequestAsync(Stream source, CancellationToken idle)
    {
        var header = new byte[4 * Numbers];
        try
        {
            await source.ReadExactlyAsync(header, idle);
        }
        catch (Exception end) when (end is EndOfStreamException or OperationCanceledException)
        {
            return null;
        }

        var stream = new byte[Number(header, 7)];
        await source.ReadExactlyAsync(stream, CancellationToken.None);
        var described = new PixelDescription(Number(header, 0), Number(header, 1), 1, Number(header, 3), Number(header, 4), Number(header, 5), Number(header, 6) == 1) { SamplesPerPixel = Number(header, 2) };
        return (stream, described);
    }

    public static async Task WriteAnswerAsync(Stream target, PixelProblem? problem, byte[] samples)
    {
        var (reason, detail) = (Encoding.UTF8.GetBytes(problem?.Reason ?? ""), Encoding.UTF8.GetBytes(problem?.Detail ?? ""));
        var header = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(header, reason.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), detail.Length);
        await target.WriteAsync(header);
        foreach (var part in problem is null ? [samples] : new[] { reason, detail }) await target.WriteAsync(part);
        await target.FlushAsync();
    }

    /// <exception cref="EndOfStreamException">The worker ended.</exception>
    public static PixelProblem? ReadAnswer(Stream source, Span<byte> destination)
    {
        var header = new byte[8];
        source.ReadExactly(header);
        if (Number(header, 0) == 0)
        {
            source.ReadExactly(destination);
            return null;
        }

        var (reason, detail) = (new byte[Number(header, 0)], new byte[Number(header, 1)]);
        source.ReadExactly(reason);
        source.ReadExactly(detail);
        return new(Encoding.UTF8.GetString(reason), Encoding.UTF8.GetString(detail));
    }

    private static int Number(byte[] header, int index) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4 * index));
}
