using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// The stored values of an uncompressed monochrome image (PS3.5 section 8.1), before rescale. Holds a window on the file's bytes; values are
/// decoded into the caller's memory: frame, row, column, columns fastest.
/// </summary>
public sealed class StoredValues
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly DicomDataset _dataSet;

    private StoredValues(PixelDescription description, ReadOnlyMemory<byte> bytes, DicomDataset dataSet)
    {
        Description = description;
        _bytes = bytes;
        _dataSet = dataSet;
    }

    public PixelDescription Description { get; }

    /// <summary>The stored values of a file that was read whole.</summary>
    public static StoredValuesResult From(DicomFile file)
    {
        if (!file.DataSet.TryGet(Tags.PixelData, out var element)) return StoredValuesResult.Failure(PixelReasons.NoPixelData, "The object has no pixel data.");
        var syntax = file.TransferSyntax;
        if (syntax.IsLossy) return StoredValuesResult.Failure(PixelReasons.Lossy, $"The pixel data is compressed with loss ({syntax.Name}).");
        if (syntax.IsEncapsulated || element.Fragments is not null) return StoredValuesResult.Failure(PixelReasons.UnsupportedTransferSyntax, $"Transfer syntax {syntax.Name} is not decoded.");
        if (!PixelDescription.TryRead(file.DataSet, out var description, out var reason, out var detail)) return StoredValuesResult.Failure(reason, detail);
        if (element.Value.Length < description.ByteCount)
        {
            return StoredValuesResult.Failure(PixelReasons.PixelDataTooShort, $"Pixel data has {element.Value.Length} bytes, {description.ByteCount} are described.");
        }

        return StoredValuesResult.Success(new(description, element.Value[..description.ByteCount], file.DataSet));
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
    /// Hounsfield units by Rescale Slope and Intercept (PS3.3 C.11.1; 1 and 0 where absent), rounded to the nearest and clamped to int16.
    /// Values that Pixel Padding Value, or the range from it to Pixel Padding Range Limit, declares to be outside the image (C.7.5.1.1.2)
    /// become air, <see cref="Hounsfield.Air"/>, whatever rescale would make of them.
    /// </summary>
    /// <exception cref="ArgumentException">The memory does not hold <see cref="PixelDescription.Count"/> values.</exception>
    public void ToHounsfield(Span<short> destination)
    {
        Check(destination.Length);
        Hounsfield.Convert(_bytes.Span, Description, Rescale.Of(_dataSet, Description), destination);
    }

    /// <summary>SHA-256 (lower-case hex) of the pixel data as stored, little endian, without trailing padding.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(_bytes.Span));

    private void Check(int length)
    {
        if (length != Description.Count) throw new ArgumentException($"The image has {Description.Count} values, the memory holds {length}.");
    }
}
