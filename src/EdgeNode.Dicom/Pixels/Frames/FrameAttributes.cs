namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>Attributes of one frame of a multi-frame object (PS3.3 C.7.6.16.2, C.8.15.3); lists are empty and values null where the object has none.</summary>
public sealed record FrameAttributes
{
    /// <summary>E.g. ORIGINAL, PRIMARY, VOLUME, NONE (CT Image Frame Type).</summary>
    public required IReadOnlyList<string> FrameType { get; init; }

    /// <summary>Centre of the first pixel, LPS mm (Plane Position (Patient)).</summary>
    public required IReadOnlyList<double> ImagePositionPatient { get; init; }

    /// <summary>Direction of growing column index, then of growing row index (Plane Orientation (Patient)).</summary>
    public required IReadOnlyList<double> ImageOrientationPatient { get; init; }

    /// <summary>Row spacing, then column spacing, mm (Pixel Measures).</summary>
    public required IReadOnlyList<double> PixelSpacing { get; init; }

    /// <summary>mm (Pixel Measures).</summary>
    public double? SliceThickness { get; init; }

    /// <summary>Pixel Value Transformation.</summary>
    public double? RescaleSlope { get; init; }

    /// <summary>Pixel Value Transformation.</summary>
    public double? RescaleIntercept { get; init; }

    /// <summary>Unit of rescaled values: HU in CT images; US (unspecified) in maps made from them.</summary>
    public string? RescaleType { get; init; }

    /// <summary>Frame Content.</summary>
    public string? StackId { get; init; }

    /// <summary>Frame Content.</summary>
    public int? InStackPositionNumber { get; init; }

    /// <summary>Frame Content.</summary>
    public int? TemporalPositionIndex { get; init; }
}
