using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Where the top-level pixel data lies in the file that was read: the value's byte offset, and its length (-1: encapsulated).</summary>
public readonly record struct PixelDataLocation(long Offset, long Length);

/// <summary>A file as read: file meta information (empty when the file has none), data set and syntax (PS3.10 section 7).</summary>
public sealed class DicomFile
{
    internal DicomFile(DicomDataset meta, DicomDataset dataSet, TransferSyntax syntax, long dataSetOffset, PixelDataLocation? pixelData, bool isHeaderOnly)
    {
        Meta = meta;
        DataSet = dataSet;
        TransferSyntax = syntax;
        DataSetOffset = dataSetOffset;
        PixelData = pixelData;
        IsHeaderOnly = isHeaderOnly;
    }

    /// <summary>Group 0002.</summary>
    public DicomDataset Meta { get; }

    public DicomDataset DataSet { get; }

    /// <summary>The syntax the data set is really in, which may differ from what a careless meta information says.</summary>
    public TransferSyntax TransferSyntax { get; }

    /// <summary>Byte offset of the data set in the file.</summary>
    public long DataSetOffset { get; }

    /// <summary>Null when the file has none.</summary>
    public PixelDataLocation? PixelData { get; }

    /// <summary>Reading stopped before the pixel data: <see cref="DataSet"/> ends there.</summary>
    public bool IsHeaderOnly { get; }

    /// <summary>SOP Class UID of the data set, else of the meta information (data sets with an emptied one exist).</summary>
    public string? SopClassUid => DataSet.GetString(Tags.SOPClassUID) ?? Meta.GetString(Tags.MediaStorageSOPClassUID);

    /// <summary>SOP Instance UID of the data set, else of the meta information.</summary>
    public string? SopInstanceUid => DataSet.GetString(Tags.SOPInstanceUID) ?? Meta.GetString(Tags.MediaStorageSOPInstanceUID);
}
