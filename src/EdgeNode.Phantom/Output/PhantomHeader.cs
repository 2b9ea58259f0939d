using System.Globalization;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Phantom.Output;

/// <summary>The attributes of one phantom slice: every Type 1 and 2 attribute of the CT Image IOD (PS3.3 A.3), and contrast where it is.</summary>
internal sealed class PhantomHeader(PhantomStudy study)
{
    private const string Date = "20260101";
    private const string Time = "120000";
    private readonly GridGeometry _grid = study.Ct.Geometry;
    private readonly string _series = Series(study);

    /// <summary>Whether there is padding outside a round field of view, which needs signed values.</summary>
    public bool Padded { get; } = study.Ct.Span.Contains(Scanner.SliceFinish.Padding);

    public DicomDataset Slice(int z)
    {
        var data = new DicomDataset();
        Identify(data, z);
        Acquisition(data);
        Plane(data, z);
        Pixels(data);
        return data;
    }

    private void Identify(DicomDataset data, int z) => data
        .Set(Tags.SpecificCharacterSet, "ISO_IR 192")
        .Set(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
        .Set(Tags.SOPClassUID, SopClasses.CtImageStorage)
        .Set(Tags.SOPInstanceUID, Uid(string.Create(CultureInfo.InvariantCulture, $"instance/{_series}/{z}")))
        .Set(Tags.StudyDate, Date)
        .Set(Tags.StudyTime, Time)
        .Set(Tags.AccessionNumber, "")
        .Set(Tags.Modality, "CT")
        .Set(Tags.Manufacturer, "EdgeNode")
        .Set(Tags.ReferringPhysicianName, "")
        .Set(Tags.StudyDescription, "Synthetic neck")
        .Set(Tags.SeriesDescription, "Neck phantom axial")
        .Set(Tags.ManufacturerModelName, "Phantom")
        .Set(Tags.PatientName, string.Create(CultureInfo.InvariantCulture, $"Phantom^Seed{study.Seed}"))
        .Set(Tags.PatientID, string.Create(CultureInfo.InvariantCulture, $"PHANTOM-{study.Seed}"))
        .Set(Tags.PatientBirthDate, "")
        .Set(Tags.PatientSex, study.Scan?.Sex ?? "O")
        .Set(Tags.PatientAge, study.Scan is { } scan ? string.Create(CultureInfo.InvariantCulture, $"{scan.AgeYears:000}Y") : "")
        .Set(Tags.StudyInstanceUID, Uid($"study/{_series}"))
        .Set(Tags.SeriesInstanceUID, Uid($"series/{_series}"))
        .Set(Tags.StudyID, "1")
        .Set(Tags.SeriesNumber, 1)
        .Set(Tags.AcquisitionNumber, 1)
        .Set(Tags.InstanceNumber, study.Seed % 2 == 1 ? _grid.Size.Z - z : z + 1);

    private void Acquisition(DicomDataset data)
    {
        data.Set(Tags.BodyPartExamined, "NECK")
            .Set(Tags.SliceThickness, study.Scan?.SliceThicknessMm ?? _grid.SpacingMm.Z)
            .Set(Tags.KVP, 120)
            .Set(Tags.ConvolutionKernel, "SOFT")
            .Set(Tags.PatientPosition, "HFS");
        if (study.Contrast)
        {
            data.Set(Tags.ContrastBolusAgent, "Synthetic");
        }
    }

    private void Plane(DicomDataset data, int z)
    {
        var position = _grid.ToPatient(0, 0, z);
        data.Set(Tags.FrameOfReferenceUID, Uid("frame"))
            .Set(Tags.PositionReferenceIndicator, "")
            .Set(Tags.ImagePositionPatient, position.X, position.Y, position.Z)
            .Set(Tags.ImageOrientationPatient, _grid.XDirection.X, _grid.XDirection.Y, _grid.XDirection.Z, _grid.YDirection.X, _grid.YDirection.Y, _grid.YDirection.Z)
            .Set(Tags.PixelSpacing, _grid.SpacingMm.Y, _grid.SpacingMm.X);
    }

    private void Pixels(DicomDataset data)
    {
        data
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, _grid.Size.Y)
            .Set(Tags.Columns, _grid.Size.X)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, Padded ? 16 : 12)
            .Set(Tags.HighBit, Padded ? 15 : 11)
            .Set(Tags.PixelRepresentation, Padded ? 1 : 0)
            .Set(Tags.WindowCenter, 50)
            .Set(Tags.WindowWidth, 350)
            .Set(Tags.RescaleIntercept, Padded ? 0 : StoredPixels.Intercept)
            .Set(Tags.RescaleSlope, 1)
            .Set(Tags.RescaleType, "HU");
        if (Padded)
        {
            // Signed as the pixels are (PS3.5 A.1: US or SS by Pixel Representation).
            data.Set(Tags.PixelPaddingValue, Vr.SS, BitConverter.GetBytes(Scanner.SliceFinish.Padding));
        }
    }

    /// <summary>What tells one scan of a patient from another.</summary>
    private static string Series(PhantomStudy study)
    {
        var grid = study.Ct.Geometry;
        return string.Create(CultureInfo.InvariantCulture, $"{grid.SpacingMm}/{grid.Size}/{grid.YDirection}/{study.Scan}");
    }

    private string Uid(string what) => PhantomUid.Of(study.Seed, what);
}
