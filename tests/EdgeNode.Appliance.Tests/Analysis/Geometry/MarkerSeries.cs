using System.Runtime.InteropServices;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Geometry;

namespace EdgeNode.Appliance.Tests.Analysis.Geometry;

/// <summary>
/// The markers as a scanner would send them: slices of any orientation at any positions, through our own DICOM writer. Rows are 1.8 mm apart and columns
/// 2 mm, so that the two cannot be exchanged.
/// </summary>
/// <param name="Row">Direction of growing column index.</param>
/// <param name="Column">Direction of growing row index.</param>
/// <param name="Positions">Centre of the first pixel of each slice in the order of sending, LPS mm.</param>
internal sealed record MarkerSeries(Vector3 Row, Vector3 Column, IReadOnlyList<Vector3> Positions)
{
    public const int Columns = 96;
    public const int Rows = 104;
    public const double ColumnSpacing = 2;
    public const double RowSpacing = 1.8;

    private const int Fine = 3;

    /// <summary>Blocks with markers are no neck: without this the series would be refused for that.</summary>
    public static readonly AnalysisOptions AnyImage = new() { Coverage = new() { LeastNeckMm = 0 } };

    public string PatientPosition { get; init; } = "HFS";

    /// <summary>Slices around the patient's middle, one step after the other; a step that is not along the normal makes a tilted stack.</summary>
    public static MarkerSeries Even(Vector3 row, Vector3 column, Vector3 step, int slices = 48, double jitter = 0)
    {
        var middle = new Vector3(6, 0, 4) - (row * ((Columns - 1) / 2.0 * ColumnSpacing)) - (column * ((Rows - 1) / 2.0 * RowSpacing));
        return new(row, column, [.. Enumerable.Range(0, slices).Select(i => middle + (step * (i - ((slices - 1) / 2.0) + (i % 2 * jitter))))]);
    }

    public Vector3 ToPatient(int slice, double x, double y) => Positions[slice] + (Row * (x * ColumnSpacing)) + (Column * (y * RowSpacing));

    /// <summary>The slices' data sets, in the order of <see cref="Positions"/>.</summary>
    public List<DicomDataset> DataSets() => [.. Enumerable.Range(0, Positions.Count).AsParallel().AsOrdered().Select(DataSet)];

    /// <summary>One file a slice; the names say nothing of the order.</summary>
    public static void Write(string folder, IReadOnlyList<DicomDataset> slices)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < slices.Count; i++)
        {
            DicomWriter.WriteFile(Path.Combine(folder, $"{i * 29 % slices.Count:000}.dcm"), slices[i]);
        }
    }

    private DicomDataset DataSet(int slice)
    {
        var at = Positions[slice];
        return new DicomDataset()
            .Set(Tags.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
            .Set(Tags.SOPClassUID, SopClasses.CtImageStorage)
            .Set(Tags.SOPInstanceUID, $"2.25.777.{slice + 1}")
            .Set(Tags.Modality, "CT")
            .Set(Tags.StudyInstanceUID, "2.25.775")
            .Set(Tags.SeriesInstanceUID, "2.25.776")
            .Set(Tags.InstanceNumber, slice + 1)
            .Set(Tags.PatientPosition, PatientPosition)
            .Set(Tags.BodyPartExamined, "NECK")
            .Set(Tags.SliceThickness, 3)
            .Set(Tags.ImagePositionPatient, at.X, at.Y, at.Z)
            .Set(Tags.ImageOrientationPatient, Row.X, Row.Y, Row.Z, Column.X, Column.Y, Column.Z)
            .Set(Tags.PixelSpacing, RowSpacing, ColumnSpacing)
            .Set(Tags.FrameOfReferenceUID, "2.25.774")
            .Set(Tags.SamplesPerPixel, 1)
            .Set(Tags.PhotometricInterpretation, "MONOCHROME2")
            .Set(Tags.Rows, Rows)
            .Set(Tags.Columns, Columns)
            .Set(Tags.BitsAllocated, 16)
            .Set(Tags.BitsStored, 16)
            .Set(Tags.HighBit, 15)
            .Set(Tags.PixelRepresentation, 1)
            .Set(Tags.RescaleIntercept, 0)
            .Set(Tags.RescaleSlope, 1)
            .Set(Tags.RescaleType, "HU")
            .Set(Tags.PixelData, Vr.OW, Pixels(slice));
    }

    /// <summary>Each pixel is the mean over a few places of its area, as in a scanner: edges are where they are to a part of a pixel.</summary>
    private byte[] Pixels(int slice)
    {
        var pixels = new short[Rows * Columns];
        for (var i = 0; i < pixels.Length; i++)
        {
            var sum = 0;
            for (var part = 0; part < Fine * Fine; part++)
            {
                sum += Marker.HuAt(ToPatient(slice, (i % Columns) + (((part % Fine) - 1) / (double)Fine), (i / Columns) + (((part / Fine) - 1) / (double)Fine)));
            }

            pixels[i] = (short)(sum / (Fine * Fine));
        }

        return MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray();
    }
}
