using System.Diagnostics.CodeAnalysis;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// How one-sample pixels are stored (PS3.3 C.7.6.3): <see cref="Frames"/> frames of <see cref="Rows"/> x <see cref="Columns"/>, columns fastest.
/// </summary>
public sealed record PixelDescription(int Rows, int Columns, int Frames, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned)
{
    /// <summary>Stored values in all frames.</summary>
    public int Count => Rows * Columns * Frames;

    /// <summary>Bytes of pixel data without padding.</summary>
    public int ByteCount => Count * (BitsAllocated / 8);

    /// <summary>The description in a data set, or a reason of <see cref="PixelReasons"/> with a line that names the attribute.</summary>
    internal static bool TryRead(DicomDataset dataSet, [NotNullWhen(true)] out PixelDescription? description, out string reason, out string detail)
    {
        description = null;
        (reason, detail) = (PixelReasons.UnsupportedPixelFormat, "");
        var rows = dataSet.GetInt(Tags.Rows) ?? 0;
        var columns = dataSet.GetInt(Tags.Columns) ?? 0;
        var frames = dataSet.GetInt(Tags.NumberOfFrames) ?? 1;
        var allocated = dataSet.GetInt(Tags.BitsAllocated) ?? 0;
        var stored = dataSet.GetInt(Tags.BitsStored) ?? allocated;
        var high = dataSet.GetInt(Tags.HighBit) ?? stored - 1;
        if ((dataSet.GetInt(Tags.SamplesPerPixel) ?? 1) != 1) detail = "Samples per Pixel is not 1: a colour image.";
        else if (allocated is not (8 or 16)) detail = $"Bits Allocated is {allocated}; 8 and 16 are read.";
        else if (rows <= 0 || columns <= 0 || frames <= 0) (reason, detail) = (PixelReasons.BadPixelDescription, $"Rows {rows}, Columns {columns}, Number of Frames {frames}: all must be at least 1.");
        else if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated) (reason, detail) = (PixelReasons.BadPixelDescription, $"Bits Stored {stored} and High Bit {high} do not fit Bits Allocated {allocated}.");
        else if ((double)rows * columns * frames * (allocated / 8) > Array.MaxLength) (reason, detail) = (PixelReasons.UnsupportedPixelFormat, "The pixel data is over 2 GiB.");
        else description = new(rows, columns, frames, allocated, stored, high, dataSet.GetInt(Tags.PixelRepresentation) == 1);
        return description is not null;
    }
}
