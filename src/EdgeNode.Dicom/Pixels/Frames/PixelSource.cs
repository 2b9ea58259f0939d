using System.Diagnostics.CodeAnalysis;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels.Codecs;

namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>
/// The pixel data of a file, frame by frame, as little endian samples, colour pixel by pixel. Uncompressed frames are windows on the file; of compressed
/// ones the stream's own header is held against the data set before anything is allocated for them.
/// </summary>
internal sealed class PixelSource
{
    /// <summary>Larger frames are no CT; a native decoder takes several times this in memory.</summary>
    private const int MostCompressedPixels = 1 << 26;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly FrameStreams? _streams;
    private readonly IFrameCodec? _codec;
    private readonly bool _isWordSwapped;

    private PixelSource(PixelDescription description, ReadOnlyMemory<byte> bytes, FrameStreams? streams, IFrameCodec? codec, bool isWordSwapped = false)
    {
        Description = description;
        _isWordSwapped = isWordSwapped;
        _bytes = bytes;
        _streams = streams;
        _codec = codec;
    }

    public PixelDescription Description { get; }

    /// <summary>Opens what a file holds, or says why it cannot be decoded.</summary>
    public static bool TryOpen(DicomFile file, [NotNullWhen(true)] out PixelSource? source, [NotNullWhen(false)] out PixelProblem? problem)
    {
        source = null;
        if (!file.DataSet.TryGet(Tags.PixelData, out var element))
        {
            problem = new(PixelReasons.NoPixelData, "The object has no pixel data.");
            return false;
        }

        if (!PixelDescription.TryRead(file.DataSet, out var description, out problem)) return false;
        return element.Fragments is null
            ? TryNative(file, element, description, out source, out problem)
            : TryEncapsulated(file, element.Fragments, description, out source, out problem);
    }

    /// <summary>What the stream of a compressed frame says of itself, checked against the data set; of an uncompressed frame a header without loss.</summary>
    public FrameInspection Inspect(int frame)
    {
        if (_codec is null) return new FrameHeader(Description.Columns, Description.Rows, Description.SamplesPerPixel, Description.BitsAllocated, IsLossy: false);
        var inspected = _codec.Inspect(_streams![frame], Description);
        if (inspected.Problem is not null) return inspected;
        var header = inspected.Header;
        if (header.Columns != Description.Columns || header.Rows != Description.Rows || header.Components != Description.SamplesPerPixel)
        {
            return PixelProblem.Corrupt($"The compressed frame has {header.Rows} rows, {header.Columns} columns and {header.Components} samples; {Description.Rows}, {Description.Columns} and {Description.SamplesPerPixel} are described.");
        }

        return header.Bits > Description.BitsAllocated
            ? PixelProblem.Corrupt($"The compressed frame has {header.Bits} bits a sample, Bits Allocated is {Description.BitsAllocated}.")
            : inspected;
    }

    /// <summary>The samples of a frame that was inspected: a window where possible, else decoded into new memory.</summary>
    public (ReadOnlyMemory<byte> Samples, PixelProblem? Problem) Frame(int frame)
    {
        if (_codec is null && !IsRearranged) return (_bytes.Slice(frame * Description.FrameBytes, Description.FrameBytes), null);
        var samples = new byte[Description.FrameBytes];
        return (samples, Decode(frame, samples));
    }

    /// <summary>The samples of a frame that was inspected, into <paramref name="destination"/> of <see cref="PixelDescription.FrameBytes"/> bytes.</summary>
    public PixelProblem? Decode(int frame, Span<byte> destination)
    {
        if (_codec is not null) return _codec.Decode(_streams![frame], Description.OneFrame, destination);
        if (Description.BitsAllocated == 1)
        {
            Unpack(_bytes.Span, (long)frame * destination.Length, destination);
            return null;
        }

        _bytes.Span.Slice(frame * Description.FrameBytes, Description.FrameBytes).CopyTo(destination);
        if (_isWordSwapped) Words.Swap(destination);
        if (Description.IsPlanar) Planes.Interleave(destination, Description);
        return null;
    }

    /// <summary>All frames as one window on the file; null when they are compressed or lie otherwise there.</summary>
    public ReadOnlyMemory<byte>? Window => _codec is null && !IsRearranged ? _bytes[..Description.ByteCount] : default(ReadOnlyMemory<byte>?);

    private bool IsRearranged => Description.BitsAllocated == 1 || Description.IsPlanar || _isWordSwapped;

    private static bool TryNative(DicomFile file, DicomElement element, PixelDescription description, out PixelSource? source, out PixelProblem? problem)
    {
        (source, problem) = (null, null);
        var needed = description.BitsAllocated == 1 ? (description.ByteCount + 7) / 8 : description.ByteCount;
        if (file.TransferSyntax.IsEncapsulated) problem = new(PixelReasons.PixelDataCorrupt, $"Transfer syntax {file.TransferSyntax.Name} needs encapsulated pixel data; this is not.");
        else if (element.Value.Length < needed) problem = new(PixelReasons.PixelDataTooShort, $"Pixel data has {element.Value.Length} bytes, {needed} are described.");
        else source = new(description, element.Value, null, null, file.TransferSyntax.IsBigEndian && description.BitsAllocated == 32);
        return source is not null;
    }

    private static bool TryEncapsulated(DicomFile file, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelDescription description, out PixelSource? source, out PixelProblem? problem)
    {
        source = null;
        var codec = FrameCodecs.For(file.TransferSyntax);
        problem = codec is null ? new(PixelReasons.UnsupportedTransferSyntax, $"Transfer syntax {file.TransferSyntax.Name} is not decoded.")
            : description.FramePixels > MostCompressedPixels ? new(PixelReasons.UnsupportedPixelFormat, $"A compressed frame has more than {MostCompressedPixels} pixels.")
            : description.BitsAllocated is not (8 or 16) && codec is not Codecs.Rle.RleCodec ? new(PixelReasons.UnsupportedPixelFormat, $"Bits Allocated is {description.BitsAllocated}; 8 and 16 are decoded.")
            : null;
        if (problem is not null || !FrameStreams.TrySplit(file.DataSet, fragments, description.Frames, out var streams, out problem)) return false;
        source = new(description, default, streams, codec);
        return true;
    }

    /// <summary>Single bits, the first in the least significant bit (PS3.5 section 8.1.1), into a byte each.</summary>
    private static void Unpack(ReadOnlySpan<byte> bits, long first, Span<byte> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var at = first + i;
            destination[i] = (byte)((bits[(int)(at >> 3)] >> (int)(at & 7)) & 1);
        }
    }
}
