using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.Requesting;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Commitment;

/// <summary>Answer to a report: the peer's status, or why there is none.</summary>
public sealed record ReportResult(DimseStatus? Status, PeerFailure? Failure)
{
    public bool IsDelivered => Status == DimseStatus.Success;
}

/// <summary>N-EVENT-REPORT of storage commitment on an association of its own, in which this side has the SCP role (PS3.4 section J.3.3, PS3.7 D.3.3.4).</summary>
public sealed class CommitmentReporter(TimeProvider time, ScuTimeouts? timeouts = null)
{
    private static readonly PresentationContext Explicit = new(1, SopClasses.StorageCommitmentPushModel, [TransferSyntax.ExplicitVrLittleEndian.Uid]);
    private static readonly PresentationContext Implicit = new(3, SopClasses.StorageCommitmentPushModel, [TransferSyntax.ImplicitVrLittleEndian.Uid]);

    /// <summary>Delivers a report. A peer that does not take it is a value, not an exception.</summary>
    public async Task<ReportResult> ReportAsync(DicomPeer peer, string callingAe, CommitmentReport report, CancellationToken cancel = default)
    {
        try
        {
            await using var association = await RequestedAssociation.OpenAsync(
                peer, callingAe, [Explicit, Implicit], timeouts ?? ScuTimeouts.Default, time, cancel, [new(SopClasses.StorageCommitmentPushModel, ScuRole: 0, ScpRole: 1)]);
            var context = new[] { Explicit, Implicit }.FirstOrDefault(context => association.Accepts(context.Id, context.TransferSyntaxes[0]));
            if (context is null) return new(null, new(PeerReasons.ContextNotAccepted, $"{peer} takes no storage commitment reports: let it be SCU of Storage Commitment towards {callingAe}."));
            using var dataSet = new MemoryStream(CommitmentDataSet.Report(report, context.TransferSyntaxes[0]));
            var response = await association.CallAsync(context.Id, Command(report, 1), dataSet, cancel);
            await ReleaseAsync(association, cancel);
            return new(response.Status, null);
        }
        catch (PeerException failure)
        {
            return new(null, failure.Failure);
        }
    }

    internal static CommandSet Command(CommitmentReport report, ushort messageId) => new(CommandSet.EventReportRequest, messageId)
    {
        SopClassUid = SopClasses.StorageCommitmentPushModel,
        SopInstanceUid = SopClasses.StorageCommitmentPushModelInstance,
        Type = report.EventType,
        HasDataSet = true,
    };

    private static async Task ReleaseAsync(RequestedAssociation association, CancellationToken cancel)
    {
        try
        {
            await association.ReleaseAsync(cancel);
        }
        catch (PeerException)
        {
            // The report has its answer; an untidy goodbye changes nothing.
        }
    }
}
