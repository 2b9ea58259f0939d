using System.Runtime.InteropServices;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

namespace EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

/// <summary>
/// JPEG 2000 (ITU-T T.800; PS3.5 A.4.4) and High-Throughput JPEG 2000 (T.814; A.4.11) by OpenJPEG. The codestream decides whether it is lossy: the
/// transfer syntaxes 4.91 and 4.203 may carry a reversible one, which loses nothing unless the data set says by Lossy Image Compression that it was
/// cut short; under 4.90, 4.201 and 4.202 an irreversible one is still lossy.
/// </summary>
/// <remarks>
/// Pixel Representation decides the sign. Unsigned codestreams under a signed data set are common and hold two's complement bits, which are extended
/// from the codestream's own precision. A signed codestream that holds a negative value under an unsigned data set contradicts it, and is refused.
/// </remarks>
internal sealed class Jpeg2000Codec : IFrameCodec
{
    public FrameInspection Inspect(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        var (header, problem) = CodestreamReader.Read(Jp2Boxes.Codestream(stream).Span);
        return header is null ? problem! : new FrameHeader(header.Columns, header.Rows, header.Components, header.Bits, !header.IsReversible);
    }

    public PixelProblem? Decode(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination) =>
        CodecProcess.Command is { } command ? CodecProcess.Decode(command, stream, described, destination) : DecodeHere(stream, described, destination);

    /// <summary>Decodes in this process.</summary>
    internal static unsafe PixelProblem? DecodeHere(ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        var codestream = Jp2Boxes.Codestream(stream);
        try
        {
            using var pinned = codestream.Pin();
            using var decoder = new OpenJpegDecoder((byte*)pinned.Pointer, codestream.Length);
            var image = decoder.Decode(out var detail);
            return image == null ? PixelProblem.Corrupt(detail) : Copy(image, described, destination);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return PixelProblem.Missing(OpenJpegLibrary.File, OpenJpegLibrary.Package);
        }
    }

    private static unsafe PixelProblem? Copy(OpenJpegLibrary.Image* image, PixelDescription described, Span<byte> destination)
    {
        if (image->ComponentCount != described.SamplesPerPixel) return PixelProblem.Corrupt("The JPEG 2000 codestream decodes to another number of components.");
        for (var c = 0; c < described.SamplesPerPixel; c++)
        {
            var component = image->Components[c];
            if (component.Samples == null || component.Width != described.Columns || component.Height != described.Rows)
            {
                return PixelProblem.Corrupt("The JPEG 2000 codestream decodes to another size.");
            }

            var samples = new ReadOnlySpan<int>(component.Samples, described.FramePixels);
            // Only bits that the container has can be sign bits; a codestream of more was refused by its header.
            var shift = described.IsSigned ? 32 - (int)component.Precision : 0;
            var isContradicted = described.SampleBytes == 2
                ? Wide(samples, shift, MemoryMarshal.Cast<byte, short>(destination)[c..], described)
                : Narrow(samples, shift, destination[c..], described);
            if (isContradicted) return new(PixelReasons.BadPixelDescription, "The JPEG 2000 codestream holds negative values, Pixel Representation says unsigned.");
        }

        return null;
    }

    private static bool Wide(ReadOnlySpan<int> samples, int shift, Span<short> destination, PixelDescription described)
    {
        var (step, signs) = (described.SamplesPerPixel, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            var value = samples[i] << shift >> shift;
            signs |= value;
            destination[i * step] = (short)value;
        }

        return signs < 0 && !described.IsSigned;
    }

    private static bool Narrow(ReadOnlySpan<int> samples, int shift, Span<byte> destination, PixelDescription described)
    {
        var (step, signs) = (described.SamplesPerPixel, 0);
        for (var i = 0; i < samples.Length; i++)
        {
            var value = samples[i] << shift >> shift;
            signs |= value;
            destination[i * step] = (byte)value;
        }

        return signs < 0 && !described.IsSigned;
    }
}
