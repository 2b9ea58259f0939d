using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>
/// Whether a data set is the instance its C-STORE announced (PS3.4 B.2.3, A900H). Data sets that leave their UIDs empty, as some anonymisers do,
/// contradict nothing.
/// </summary>
internal static class InstanceMatch
{
    public const string ReasonCode = "DATA_SET_DOES_NOT_MATCH";

    public static bool Contradicts(DicomFile file, StoreRequest request) =>
        Differs(file.DataSet.GetString(Tags.SOPClassUID), request.SopClassUid) || Differs(file.DataSet.GetString(Tags.SOPInstanceUID), request.SopInstanceUid);

    private static bool Differs(string? stated, string announced) => stated is { Length: > 0 } && stated != announced;
}
