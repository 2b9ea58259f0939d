using System.Collections.Concurrent;
using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Appliance.Intake.Segments;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>Takes instances from the DICOM listener into the spool. The inward seam: another DICOM stack would call the same three methods.</summary>
public sealed class SpoolSink(Spool spool, CaseIntake intake, OpenAssociations associations, DiskGuard disk, TimeProvider time, ILogger<SpoolSink> log)
    : IInstanceSink, IAsyncDisposable
{
    private readonly SegmentPool _pool = new(spool, time);
    private readonly ConcurrentDictionary<long, Segment> _leased = new();

    public void AssociationOpened(AssociationInfo association)
    {
    }

    public void AssociationClosed(AssociationInfo association, AssociationEnd end)
    {
        if (_leased.TryRemove(association.Id, out var segment)) _pool.Return(segment);
        associations.Closed(association.Id, inGoodOrder: end == AssociationEnd.Released);
    }

    public async ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel)
    {
        if (!disk.HasRoom()) return new NoRoomReception();
        return new SpoolReception(spool, await SegmentOfAsync(association.Id), intake, associations, association, request, log);
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask<Segment> SegmentOfAsync(long association)
    {
        if (_leased.TryGetValue(association, out var segment))
        {
            if (!SegmentPool.IsFull(segment)) return segment;
            _leased.TryRemove(association, out _);
            _pool.Return(segment);
        }

        return _leased[association] = await _pool.LeaseAsync();
    }

    /// <summary>Lets the bytes pass and answers A700H: the scanner keeps the instance and sends it again.</summary>
    private sealed class NoRoomReception : IInstanceReception
    {
        public ValueTask WriteAsync(System.Buffers.ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel) => default;

        public ValueTask<DimseStatus> CommitAsync(CancellationToken cancel) => new(DimseStatus.OutOfResources);

        public ValueTask DisposeAsync() => default;
    }
}
