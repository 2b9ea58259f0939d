using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Network.Commitment;

namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>Takes requests for storage commitment, and now and then reports on the association they came on.</summary>
internal sealed class MemoryCommitment : IStorageCommitment
{
    private readonly List<Task<DimseStatus?>> _reports = [];

    public int Requested { get; private set; }

    /// <summary>Set to report at once; null: no reports.</summary>
    public DicomConnectionHandler? Reporter { get; set; }

    public void Reset()
    {
        _reports.Clear();
        Requested = 0;
    }

    public ValueTask<DimseStatus> RequestAsync(AssociationInfo association, CommitmentRequest request, CancellationToken cancel)
    {
        if (!DicomUid.IsValid(request.TransactionUid) || request.Instances.Count == 0) throw new InvariantException("A commitment request has a UID and instances", "");
        Requested++;
        if (Reporter is not null && Requested < 8) _reports.Add(Reporter.TryReportAsync(association.Id, new(request.TransactionUid, request.Instances, []), CancellationToken.None));
        return new(DimseStatus.Success);
    }

    /// <summary>No report outlives its association for longer than other threads need to notice.</summary>
    public void CheckClosed()
    {
        if (!SpinWait.SpinUntil(() => _reports.TrueForAll(report => report.IsCompleted), TimeSpan.FromSeconds(10))) throw new InvariantException("A report ends with its association", "");
        foreach (var report in _reports) report.GetAwaiter().GetResult();
    }
}
