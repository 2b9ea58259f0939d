using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels.Codecs;
using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// The stored values of a monochrome image of 8 or 16 bits (PS3.5 section 8), before rescale: uncompressed, or decompressed without loss. Uncompressed
/// values are a window on the file's bytes; they are decoded into the caller's memory: frame, row, column, columns fastest.
/// </summary>
public sealed class StoredValues
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly DicomDataset _dataSet;
    private readonly int _firstFrame;

    private StoredValues(PixelDescription description, ReadOnlyMemory<byte> bytes, DicomDataset dataSet, int firstFrame)
    {
        _firstFrame = firstFrame;
        Description = description;
        _bytes = bytes;
        _dataSet = dataSet;
    }

    public PixelDescription Description { get; }

    /// <summary>All frames of a file that was read whole.</summary>
    public static StoredValuesResult From(DicomFile file)
    {
        if (Open(file, out var source) is { } problem) return StoredValuesResult.Failure(problem);
        for (var frame = 0; frame < source!.Description.Frames; frame++)
        {
            if (Refusal(source, frame) is { } refusal) return StoredValuesResult.Failure(refusal);
        }

        var bytes = source.Window ?? new byte[source.Description.ByteCount];
        for (var frame = 0; source.Window is null && frame < source.Description.Frames; frame++)
        {
            var destination = MemoryMarshal.AsMemory(bytes).Span.Slice(frame * source.Description.FrameBytes, source.Description.FrameBytes);
            if (source.Decode(frame, destination) is { } damage) return StoredValuesResult.Failure(damage);
        }

        return StoredValuesResult.Success(new(source.Description, bytes, file.DataSet, 0));
    }

    /// <summary>One frame, from 0, of a file that was read whole; the others are not decoded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The file has fewer frames.</exception>
    public static StoredValuesResult FromFrame(DicomFile file, int frame)
    {
        if (Open(file, out var source) is { } problem) return StoredValuesResult.Failure(problem);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, source!.Description.Frames);
        if (Refusal(source, frame) is { } refusal) return StoredValuesResult.Failure(refusal);
        var (samples, damage) = source.Frame(frame);
        return damage is not null ? StoredValuesResult.Failure(damage) : StoredValuesResult.Success(new(source.Description.OneFrame, samples, file.DataSet, frame));
    }

    /// <summary>
    /// What a header alone shows that forbids analysis: pixels that are no values, a compression that is not decoded, or loss. Lossy data is refused by what
    /// any of three says: the transfer syntax (JPEG 2000 and HTJ2K excepted, whose codestream decides), the stream itself when it is decoded, and Lossy
    /// Image Compression, which stays 01 for good once data was lossy (PS3.3 C.7.6.1.1.5).
    /// </summary>
    /// <param name="file">Read whole or up to its pixel data.</param>
    public static PixelProblem? RefusalByHeader(DicomFile file)
    {
        var syntax = file.TransferSyntax;
        if (PixelDescription.TryRead(file.DataSet, out var description, out _) && description.RefusalAsValues is { } refusal) return refusal;
        if (syntax.IsLossy && !syntax.MayBeReversible) return new(PixelReasons.Lossy, $"The pixel data is compressed with loss ({syntax.Name}).");
        if (file.DataSet.GetString(Tags.LossyImageCompression) == "01") return new(PixelReasons.Lossy, "The image was compressed with loss once (Lossy Image Compression is 01).");
        return syntax.IsEncapsulated && FrameCodecs.For(syntax) is null ? new(PixelReasons.UnsupportedTransferSyntax, $"Transfer syntax {syntax.Name} is not decoded.") : null;
    }

    private static PixelProblem? Open(DicomFile file, out PixelSource? source)
    {
        source = null;
        if (file.DataSet.Contains(Tags.PixelData) && RefusalByHeader(file) is { } refusal) return refusal;
        return PixelSource.TryOpen(file, out source, out var problem) ? null : problem;
    }

    private static PixelProblem? Refusal(PixelSource source, int frame)
    {
        var inspected = source.Inspect(frame);
        return inspected.Problem ?? (inspected.Header.IsLossy ? new(PixelReasons.Lossy, "The compressed stream of the pixel data is one that loses.") : null);
    }

    /// <summary>Value at an index: Bits Stored bits ending at High Bit, sign-extended where Pixel Representation is 1.</summary>
    public int this[int index]
    {
        get
        {
            int raw = Description.BitsAllocated == 8 ? _bytes.Span[index] : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.Span[(2 * index)..]);
            var up = raw << (31 - Description.HighBit);
            var down = 32 - Description.BitsStored;
            return Description.IsSigned ? up >> down : up >>> down;
        }
    }

    /// <summary>All values of a signed image, or of an unsigned one that stores at most 15 bits.</summary>
    /// <exception cref="ArgumentException">The memory does not hold <see cref="PixelDescription.Count"/> values.</exception>
    /// <exception cref="OverflowException">The image is unsigned with 16 bits.</exception>
    public void CopyTo(Span<short> destination)
    {
        Check(destination.Length);
        if (!Description.IsSigned && Description.BitsStored == 16) throw new OverflowException("Unsigned 16-bit values do not fit int16.");
        for (var i = 0; i < destination.Length; i++) destination[i] = (short)this[i];
    }

    /// <summary>All values of an unsigned image.</summary>
    /// <exception cref="ArgumentException">The memory does not hold <see cref="PixelDescription.Count"/> values.</exception>
    /// <exception cref="OverflowException">The image is signed.</exception>
    public void CopyTo(Span<ushort> destination)
    {
        Check(destination.Length);
        if (Description.IsSigned) throw new OverflowException("Signed values do not fit uint16.");
        for (var i = 0; i < destination.Length; i++) destination[i] = (ushort)this[i];
    }

    /// <summary>
    /// Hounsfield units by Rescale Slope and Intercept (PS3.3 C.11.1; 1 and 0 where absent; of multi-frame objects those of each frame) or a Modality LUT,
    /// rounded to the nearest and clamped to int16.
    /// Values that Pixel Padding Value, or the range from it to Pixel Padding Range Limit, declares to be outside the image (C.7.5.1.1.2)
    /// become air, <see cref="Hounsfield.Air"/>, whatever rescale would make of them.
    /// </summary>
    /// <exception cref="ArgumentException">The memory does not hold <see cref="PixelDescription.Count"/> values.</exception>
    public void ToHounsfield(Span<short> destination) => EachFrame(destination, Hounsfield.Convert);

    /// <summary>The same whole numbers as the other overload, in float32, without an int16 image between.</summary>
    /// <exception cref="ArgumentException">The memory does not hold <see cref="PixelDescription.Count"/> values.</exception>
    public void ToHounsfield(Span<float> destination) => EachFrame(destination, Hounsfield.Convert);

    /// <summary>SHA-256 (lower-case hex) of the pixel data as stored, little endian, without trailing padding.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(_bytes.Span));

    private delegate void Conversion<T>(ReadOnlySpan<byte> bytes, PixelDescription pixels, Rescale rescale, Span<T> destination);

    private void EachFrame<T>(Span<T> destination, Conversion<T> convert)
    {
        Check(destination.Length);
        if (FunctionalGroups.Of(_dataSet) is not { } groups)
        {
            convert(_bytes.Span, Description, Rescale.Of(_dataSet, Description, null, 0), destination);
            return;
        }

        for (var frame = 0; frame < Description.Frames; frame++)
        {
            var values = destination.Slice(frame * Description.FramePixels, Description.FramePixels);
            convert(_bytes.Span[(frame * Description.FrameBytes)..], Description, Rescale.Of(_dataSet, Description, groups, _firstFrame + frame), values);
        }
    }

    private void Check(int length)
    {
        if (length != Description.Count) throw new ArgumentException($"The image has {Description.Count} values, the memory holds {length}.");
    }
}
