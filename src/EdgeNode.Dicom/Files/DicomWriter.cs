using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Writes DICOM files (PS3.10 section 7): preamble, file meta information and the data set, by default explicit VR little endian.</summary>
public static class DicomWriter
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Creates or replaces a file.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteFile(string path, DicomDataset dataSet, WriteOptions? options = null)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferBytes);
        Write(file, dataSet, options);
    }

    /// <summary>Writes a file to a stream. Group 0002 comes from the data set's SOP Class and Instance UID and the options; one inside the data set is left out.</summary>
    /// <exception cref="ArgumentException">SOP Class or Instance UID is missing or no UID, the syntax cannot be written, or sequences nest over 64 deep.</exception>
    public static void Write(Stream target, DicomDataset dataSet, WriteOptions? options = null)
    {
        options ??= WriteOptions.Default;
        var syntax = options.TransferSyntax;
        if (syntax.IsBigEndian || syntax.IsDeflated) throw new ArgumentException($"{syntax.Name} is read, not written.", nameof(options));
        if (dataSet.TryGet(Tags.PixelData, out var pixels) && syntax.IsEncapsulated != pixels.Fragments is not null)
        {
            throw new ArgumentException($"The pixel data is {(syntax.IsEncapsulated ? "not " : "")}encapsulated, which {syntax.Name} does not allow.", nameof(options));
        }

        target.Write(FileMeta.Preamble(dataSet.GetString(Tags.SOPClassUID) ?? "", dataSet.GetString(Tags.SOPInstanceUID) ?? "", syntax.Uid, options.SourceAeTitle));
        new DataSetEncoder(syntax.IsExplicitVr, options.UndefinedSequenceLengths, isData: true).Write(target, dataSet);
    }
}
