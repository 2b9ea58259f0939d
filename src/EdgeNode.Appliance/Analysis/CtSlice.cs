using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels.Frames;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Analysis;

/// <summary>What series choice and geometry need of one CT image (PS3.3 C.7.6.2 Image Plane, C.8.2.1 CT Image). Holds no personal data.</summary>
internal sealed record CtSlice
{
    /// <summary>Where the image lies.</summary>
    public required FileRegion File { get; init; }

    /// <summary>Which frame of the file, from 0.</summary>
    public int Frame { get; init; }

    public required string SeriesUid { get; init; }

    public required string Description { get; init; }

    /// <summary>Image Type, e.g. ORIGINAL, PRIMARY, AXIAL.</summary>
    public required IReadOnlyList<string> ImageType { get; init; }

    /// <summary>Centre of the first pixel, LPS mm.</summary>
    public required Vector3 Position { get; init; }

    /// <summary>Direction of growing column index.</summary>
    public required Vector3 XDirection { get; init; }

    /// <summary>Direction of growing row index.</summary>
    public required Vector3 YDirection { get; init; }

    public required int Columns { get; init; }

    public required int Rows { get; init; }

    /// <summary>Pixel Spacing is row spacing, then column spacing (PS3.3 10.7.1.3): y, then x.</summary>
    public required double YSpacing { get; init; }

    public required double XSpacing { get; init; }

    public required double? ThicknessMm { get; init; }

    /// <summary>A contrast agent is named. Absence is not proof of absence.</summary>
    public required bool Contrast { get; init; }

    /// <summary>Body Part Examined; empty where it is not stated.</summary>
    public string BodyPart { get; init; } = "";

    /// <summary>Convolution Kernel: the maker's names.</summary>
    public IReadOnlyList<string> Kernel { get; init; } = [];

    public Vector3 Normal => XDirection.Cross(YDirection);

    /// <summary>A slice from the attributes of its data set or, of a multi-frame object, of its frame; null where geometry is missing.</summary>
    public static CtSlice? From(DicomFile file, FileRegion region, FrameAttributes? attributes = null, int frame = 0)
    {
        var data = file.DataSet;
        var position = attributes?.ImagePositionPatient ?? data.GetDoubles(Tags.ImagePositionPatient);
        var axes = attributes?.ImageOrientationPatient ?? data.GetDoubles(Tags.ImageOrientationPatient);
        var spacing = attributes?.PixelSpacing ?? data.GetDoubles(Tags.PixelSpacing);
        if (position.Count != 3 || axes.Count != 6 || spacing.Count != 2
            || data.GetInt(Tags.Columns) is not > 0 || data.GetInt(Tags.Rows) is not > 0
            || !position.Concat(axes).Concat(spacing).All(double.IsFinite) || spacing.Any(s => s <= 0))
        {
            return null;
        }

        var x = new Vector3(axes[0], axes[1], axes[2]);
        var y = new Vector3(axes[3], axes[4], axes[5]);
        if (Math.Abs(x.Length - 1) > 0.01 || Math.Abs(y.Length - 1) > 0.01 || Math.Abs(x.Dot(y)) > 0.01)
        {
            return null;
        }

        return new()
        {
            File = region,
            Frame = frame,
            SeriesUid = data.GetString(Tags.SeriesInstanceUID) ?? "",
            Description = data.GetString(Tags.SeriesDescription) ?? "",
            ImageType = attributes is { FrameType.Count: > 0 } ? attributes.FrameType : data.GetStrings(Tags.ImageType),
            Position = new(position[0], position[1], position[2]),
            XDirection = x.Normalized(),
            YDirection = y.Normalized(),
            Columns = data.GetInt(Tags.Columns)!.Value,
            Rows = data.GetInt(Tags.Rows)!.Value,
            YSpacing = spacing[0],
            XSpacing = spacing[1],
            ThicknessMm = attributes is null ? data.GetDouble(Tags.SliceThickness) : attributes.SliceThickness,
            Contrast = data.GetString(Tags.ContrastBolusAgent) is not null || data.GetSequence(Tags.ContrastBolusAgentSequence).Count > 0,
            BodyPart = data.GetString(Tags.BodyPartExamined) ?? "",
            Kernel = data.GetStrings(Tags.ConvolutionKernel),
        };
    }
}
