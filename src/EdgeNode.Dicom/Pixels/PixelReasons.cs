namespace EdgeNode.Dicom.Pixels;

/// <summary>Why stored values cannot be had from a file.</summary>
public static class PixelReasons
{
    public const string NoPixelData = "NO_PIXEL_DATA";

    /// <summary>Compressed in a way that this version does not decode.</summary>
    public const string UnsupportedTransferSyntax = "UNSUPPORTED_TRANSFER_SYNTAX";

    /// <summary>Compressed with loss: Hounsfield units are no longer the scanner's.</summary>
    public const string Lossy = "LOSSY";

    /// <summary>Colour, or not 8 or 16 bits.</summary>
    public const string UnsupportedPixelFormat = "UNSUPPORTED_PIXEL_FORMAT";

    /// <summary>Rows, columns or bits are missing or contradict each other.</summary>
    public const string BadPixelDescription = "BAD_PIXEL_DESCRIPTION";

    /// <summary>Fewer bytes than rows, columns and frames ask for.</summary>
    public const string PixelDataTooShort = "PIXEL_DATA_TOO_SHORT";

    /// <summary>The compressed stream is damaged or does not fit the data set around it.</summary>
    public const string PixelDataCorrupt = "PIXEL_DATA_CORRUPT";

    /// <summary>The system library that decodes this compression is not installed.</summary>
    public const string CodecMissing = "CODEC_MISSING";
}
