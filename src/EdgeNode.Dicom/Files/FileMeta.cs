using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Files;

/// <summary>Preamble and file meta information (PS3.10 section 7.1), the beginning of every file this product writes.</summary>
public static class FileMeta
{
    internal const ushort Group = 0x0002;

    /// <summary>128 zero bytes, "DICM" and group 0002, explicit VR little endian; the data set follows in <paramref name="transferSyntaxUid"/>.</summary>
    /// <param name="sopClassUid">Media Storage SOP Class UID.</param>
    /// <param name="sopInstanceUid">Media Storage SOP Instance UID.</param>
    /// <param name="transferSyntaxUid">Syntax of the data set that follows.</param>
    /// <param name="sourceAeTitle">Source Application Entity Title; left out when empty.</param>
    /// <exception cref="ArgumentException">A UID is not 1 to 64 digits and dots.</exception>
    public static byte[] Preamble(string sopClassUid, string sopInstanceUid, string transferSyntaxUid, string sourceAeTitle = "")
    {
        foreach (var uid in (string[])[sopClassUid, sopInstanceUid, transferSyntaxUid])
        {
            if (!DicomUid.IsValid(uid)) throw new ArgumentException("A UID is 1 to 64 digits and dots.");
        }

        var meta = new DicomDataset()
            .Set(Tags.FileMetaInformationVersion, Vr.OB, new byte[] { 0, 1 })
            .Set(Tags.MediaStorageSOPClassUID, sopClassUid)
            .Set(Tags.MediaStorageSOPInstanceUID, sopInstanceUid)
            .Set(Tags.TransferSyntaxUID, transferSyntaxUid)
            .Set(Tags.ImplementationClassUID, DicomUid.ImplementationClass)
            .Set(Tags.ImplementationVersionName, DicomUid.ImplementationVersion);
        if (sourceAeTitle.Length > 0) meta.Set(Tags.SourceApplicationEntityTitle, sourceAeTitle);

        var encoder = new DataSetEncoder(isExplicit: true, undefinedLengths: false);
        meta.Set(Tags.FileMetaInformationGroupLength, encoder.LengthOf(meta));
        using var bytes = new MemoryStream();
        bytes.Write(new byte[128]);
        bytes.Write("DICM"u8);
        encoder.Write(bytes, meta);
        return bytes.ToArray();
    }
}
