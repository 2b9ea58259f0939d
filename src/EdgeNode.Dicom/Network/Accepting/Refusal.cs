using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>An A-ASSOCIATE-RJ, with more for this side's log than the peer is told.</summary>
internal sealed record Refusal(RejectReason Reason, string Detail = "")
{
    public string Why => Detail.Length == 0 ? Reason.Words : $"{Reason.Words}: {Detail}";
}
