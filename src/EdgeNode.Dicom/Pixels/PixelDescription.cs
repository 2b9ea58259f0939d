using System.Diagnostics.CodeAnalysis;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// How pixels are stored (PS3.3 C.7.6.3): <see cref="Frames"/> frames of <see cref="Rows"/> x <see cref="Columns"/>, columns fastest.
/// </summary>
public sealed record PixelDescription(int Rows, int Columns, int Frames, int BitsAllocated, int BitsStored, int HighBit, bool IsSigned)
{
    /// <summary>1 in every image that is analysed; 3 in colour.</summary>
    public int SamplesPerPixel { get; init; } = 1;

    /// <summary>Uncompressed colour lies plane by plane instead of pixel by pixel.</summary>
    public bool IsPlanar { get; init; }

    /// <summary>Pixels of one frame.</summary>
    public int FramePixels => Rows * Columns;

    /// <summary>Pixels in all frames.</summary>
    public int Count => FramePixels * Frames;

    /// <summary>Bytes of one frame without padding; of single bits, one byte each (PS3.5 section 8.1.1 packs them in the file).</summary>
    public int FrameBytes => FramePixels * SamplesPerPixel * SampleBytes;

    /// <summary>Bytes of all frames without padding.</summary>
    public int ByteCount => FrameBytes * Frames;

    internal int SampleBytes => Math.Max(1, BitsAllocated / 8);

    /// <summary>One frame of it.</summary>
    internal PixelDescription OneFrame => this with { Frames = 1 };

    /// <summary>Why these pixels are no values of <see cref="StoredValues"/>; null when they are.</summary>
    internal PixelProblem? RefusalAsValues =>
        SamplesPerPixel != 1 ? new(PixelReasons.UnsupportedPixelFormat, "Samples per Pixel is not 1: a colour image.")
        : BitsAllocated is not (8 or 16) ? new(PixelReasons.UnsupportedPixelFormat, $"Bits Allocated is {BitsAllocated}; 8 and 16 are read.")
        : null;

    /// <summary>The description in a data set, or what is wrong with it, with a line that names the attribute.</summary>
    internal static bool TryRead(DicomDataset dataSet, [NotNullWhen(true)] out PixelDescription? description, [NotNullWhen(false)] out PixelProblem? problem)
    {
        description = null;
        var rows = dataSet.GetInt(Tags.Rows) ?? 0;
        var columns = dataSet.GetInt(Tags.Columns) ?? 0;
        var frames = dataSet.GetInt(Tags.NumberOfFrames) ?? 1;
        var allocated = dataSet.GetInt(Tags.BitsAllocated) ?? 0;
        var stored = dataSet.GetInt(Tags.BitsStored) ?? allocated;
        var high = dataSet.GetInt(Tags.HighBit) ?? stored - 1;
        var samples = dataSet.GetInt(Tags.SamplesPerPixel) ?? 1;
        var isCompressed = dataSet.TryGet(Tags.PixelData, out var pixels) && pixels.Fragments is not null;
        problem = samples is not (1 or 3) ? new(PixelReasons.UnsupportedPixelFormat, $"Samples per Pixel is {samples}; 1 and 3 are read.")
            : allocated is not (1 or 8 or 16 or 32) ? new(PixelReasons.UnsupportedPixelFormat, $"Bits Allocated is {allocated}; 8 and 16 are read.")
            : samples > 1 && dataSet.GetString(Tags.PhotometricInterpretation) is "YBR_FULL_422" && !isCompressed ? new(PixelReasons.UnsupportedPixelFormat, "Uncompressed colour is subsampled (YBR_FULL_422).")
            : rows <= 0 || columns <= 0 || frames <= 0 ? new(PixelReasons.BadPixelDescription, $"Rows {rows}, Columns {columns}, Number of Frames {frames}: all must be at least 1.")
            : stored < 1 || stored > allocated || high < stored - 1 || high >= allocated ? new(PixelReasons.BadPixelDescription, $"Bits Stored {stored} and High Bit {high} do not fit Bits Allocated {allocated}.")
            : (double)rows * columns * frames * samples * Math.Max(1, allocated / 8) > Array.MaxLength ? new(PixelReasons.UnsupportedPixelFormat, "The pixel data is over 2 GiB.")
            : null;
        if (problem is not null) return false;
        description = new(rows, columns, frames, allocated, stored, high, dataSet.GetInt(Tags.PixelRepresentation) == 1)
        {
            SamplesPerPixel = samples,
            IsPlanar = samples > 1 && dataSet.GetInt(Tags.PlanarConfiguration) == 1,
        };
        return true;
    }
}
