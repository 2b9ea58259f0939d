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
        .Set(Tags.SOPInstanceUID, Uid(string.Create(CultureInfo.InvariantCulture, $"instance/{_grid.SpacingMm}/{_grid.Size}/{z}")))
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
        .Set(Tags.PatientSex, "O")
        .Set(Tags.StudyInstanceUID, Uid(string.Create(CultureInfo.InvariantCulture, $"study/{_grid.SpacingMm}/{_grid.Size}")))
        .Set(Tags.SeriesInstanceUID, Uid(string.Create(CultureInfo.InvariantCulture, $"series/{_grid.SpacingMm}/{_grid.Size}")))
        .Set(Tags.StudyID, "1")
        .Set(Tags.SeriesNumber, 1)
        .Set(Tags.AcquisitionNumber, 1)
        .Set(Tags.InstanceNumber, study.Seed % 2 == 1 ? _grid.Size.Z - z : z + 1);

    private void Acquisition(DicomDataset data)
    {
        data.Set(Tags.BodyPartExamined, "NECK")
            .Set(Tags.SliceThickness, _grid.SpacingMm.Z)
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

    private void Pixels(DicomDataset data) => data
        .Set(Tags.SamplesPerPixel, 1)
        .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
        .Set(Tags.Rows, _grid.Size.Y)
        .Set(Tags.Columns, _grid.Size.X)
        .Set(Tags.BitsAllocated, 16)
        .Set(Tags.BitsStored, 12)
        .Set(Tags.HighBit, 11)
        .Set(Tags.PixelRepresentation, 0)
        .Set(Tags.WindowCenter, 50)
        .Set(Tags.WindowWidth, 350)
        .Set(Tags.RescaleIntercept, StoredPixels.Intercept)
        .Set(Tags.RescaleSlope, 1)
        .Set(Tags.RescaleType, "HU");

    private string Uid(string what) => PhantomUid.Of(study.Seed, what);
}
