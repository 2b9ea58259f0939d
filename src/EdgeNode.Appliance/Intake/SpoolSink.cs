using System.Collections.Concurrent;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>Takes instances from the DICOM listener into the spool. The inward seam: another DICOM stack would call the same three methods.</summary>
internal sealed class SpoolSink(
    Spool spool, Quarantine quarantine, SegmentPool pool, PendingInstances pending, OpenAssociations associations, DiskGuard disk, ReceptionActivity activity, ILogger<SpoolSink> log)
    : IInstanceSink, IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, AssociationIntake> _open = new();
    private readonly ConcurrentDictionary<long, Task> _closing = new();

    public void AssociationOpened(AssociationInfo association) => _open[association.Id] = new(association.Id, associations, pending);

    public void AssociationClosed(AssociationInfo association, AssociationEnd end)
    {
        if (!_open.TryRemove(association.Id, out var intake)) return;
        if (intake.Segment is { } segment) pool.Return(segment);
        _closing[association.Id] = CloseAsync(association.Id, intake, end);
    }

    public ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel)
    {
        activity.Note();
        if (!disk.HasRoom()) return new(new NoRoomReception());
        var intake = _open[association.Id];
        return new(new SpoolReception(spool, quarantine, SegmentOf(intake), intake, pending, association, request, log));
    }

    /// <summary>At a stop in good order: the rows of what was received are waited for.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_closing.Values);

    private async Task CloseAsync(long association, AssociationIntake intake, AssociationEnd end)
    {
        await Task.Yield();
        await intake.CloseAsync(inGoodOrder: end == AssociationEnd.Released);
        _closing.TryRemove(association, out _);
    }

    private Segment SegmentOf(AssociationIntake intake)
    {
        if (intake.Segment is { } segment)
        {
            if (!SegmentPool.IsFull(segment)) return segment;
            intake.Segment = null;
            pool.Return(segment);
        }

        return intake.Segment = pool.Lease();
    }

    /// <summary>Lets the bytes pass and answers A700H: the scanner keeps the instance and sends it again.</summary>
    private sealed class NoRoomReception : IInstanceReception
    {
        public ValueTask WriteAsync(System.Buffers.ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel) => default;

        public ValueTask<DimseStatus> CommitAsync(CancellationToken cancel) => new(DimseStatus.OutOfResources);

        public ValueTask DisposeAsync() => default;
    }
}
