using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels;

/// <summary>Stored value to output unit, and which stored values are padding (inclusive range; empty when First is greater than Last).</summary>
public readonly record struct Rescale(double Slope, double Intercept, int FirstPadding, int LastPadding)
{
    internal static Rescale Of(DicomDataset dataSet, PixelDescription description)
    {
        var padding = Stored(dataSet, Tags.PixelPaddingValue, description);
        var limit = Stored(dataSet, Tags.PixelPaddingRangeLimit, description) ?? padding;
        var (first, last) = padding is { } p ? (Math.Min(p, limit!.Value), Math.Max(p, limit.Value)) : (1, 0);
        return new(dataSet.GetDouble(Tags.RescaleSlope) is { } slope and not 0 ? slope : 1, dataSet.GetDouble(Tags.RescaleIntercept) ?? 0, first, last);
    }

    /// <summary>"US or SS" attributes are read by Pixel Representation, whatever representation the file or the registry gave them.</summary>
    private static int? Stored(DicomDataset dataSet, DicomTag tag, PixelDescription description)
    {
        var bytes = dataSet.Bytes(tag).Span;
        if (bytes.Length < 2) return null;
        return description.IsSigned ? (short)(bytes[0] | (bytes[1] << 8)) : bytes[0] | (bytes[1] << 8);
    }
}
