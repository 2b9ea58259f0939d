using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Network;

/// <summary>A C-STORE request (PS3.4 annex B). All UIDs are 1 to 64 digits and dots.</summary>
/// <param name="SopClassUid">Affected SOP Class UID; equals the abstract syntax of its presentation context.</param>
/// <param name="SopInstanceUid">Affected SOP Instance UID. Never a file name: it is the peer's choice.</param>
/// <param name="TransferSyntaxUid">Negotiated syntax, in which the data set bytes come.</param>
public sealed record StoreRequest(string SopClassUid, string SopInstanceUid, string TransferSyntaxUid)
{
    /// <summary>Preamble and file meta information for a Part 10 file of this instance; the data set bytes follow unchanged.</summary>
    public byte[] Preamble(string sourceAeTitle = "") => FileMeta.Preamble(SopClassUid, SopInstanceUid, TransferSyntaxUid, sourceAeTitle);
}
