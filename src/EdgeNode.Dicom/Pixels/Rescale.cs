using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// Stored value to output unit: a Modality LUT where there is one, else slope and intercept (PS3.3 C.11.1). Which stored values are padding: an inclusive
/// range, empty when First is greater than Last.
/// </summary>
public readonly record struct Rescale(double Slope, double Intercept, int FirstPadding, int LastPadding, ModalityLut? Lut = null)
{
    /// <summary>The rescale of a frame, from 0: its functional group's where the object has one, else the data set's.</summary>
    internal static Rescale Of(DicomDataset dataSet, PixelDescription description, FunctionalGroups? groups, int frame)
    {
        var padding = Stored(dataSet, Tags.PixelPaddingValue, description);
        var limit = Stored(dataSet, Tags.PixelPaddingRangeLimit, description) ?? padding;
        var (first, last) = padding is { } p ? (Math.Min(p, limit!.Value), Math.Max(p, limit.Value)) : (1, 0);
        var values = groups?.Group(Tags.PixelValueTransformationSequence, frame) ?? dataSet;
        return new(
            values.GetDouble(Tags.RescaleSlope) is { } slope and not 0 ? slope : 1,
            values.GetDouble(Tags.RescaleIntercept) ?? 0,
            first,
            last,
            ModalityLut.Of(dataSet, description.IsSigned));
    }

    /// <summary>Output of a stored value that is no padding.</summary>
    internal double Apply(int stored) => Lut is { } lut ? lut[stored] : (stored * Slope) + Intercept;

    /// <summary>"US or SS" attributes are read by Pixel Representation, whatever representation the file or the registry gave them.</summary>
    private static int? Stored(DicomDataset dataSet, DicomTag tag, PixelDescription description)
    {
        var bytes = dataSet.Bytes(tag).Span;
        if (bytes.Length < 2) return null;
        return description.IsSigned ? (short)(bytes[0] | (bytes[1] << 8)) : bytes[0] | (bytes[1] << 8);
    }
}
