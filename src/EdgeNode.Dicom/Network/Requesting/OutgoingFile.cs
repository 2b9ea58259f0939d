using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Network.Requesting;

/// <summary>A file about to be sent: what its header says, or why it cannot go.</summary>
internal sealed record OutgoingFile(string Path, string SopClass, string SopInstance, string TransferSyntax, long DataSetOffset, FileSendResult? Failure)
{
    public static OutgoingFile Read(string path)
    {
        try
        {
            var read = DicomReader.ReadFile(path, ReadScope.Header);
            if (!read.IsRead) return Unusable(path, read.Reason, read.Detail);
            var (sopClass, sopInstance) = (read.File.SopClassUid ?? "", read.File.SopInstanceUid ?? "");
            return DicomUid.IsValid(sopClass) && DicomUid.IsValid(sopInstance)
                ? new(path, sopClass, sopInstance, read.File.TransferSyntax.Uid, read.File.DataSetOffset, null)
                : Unusable(path, PeerReasons.NoSopUid, "The file states no usable SOP Class or Instance UID.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Unusable(path, PeerReasons.FileUnreadable, "The file cannot be opened: check that it exists and may be read.");
        }
    }

    /// <summary>The data set bytes as they lie in the file; null when the file has gone since its header was read.</summary>
    public FileStream? OpenDataSet()
    {
        try
        {
            // Reads go straight into the PDU buffer.
            var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            stream.Position = DataSetOffset;
            return stream;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static OutgoingFile Unusable(string path, string reason, string detail) => new(path, "", "", "", 0, new(path, null, reason, detail));
}
