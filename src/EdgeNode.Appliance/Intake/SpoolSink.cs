using EdgeNode.Appliance.Cases;
using EdgeNode.Appliance.Health;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Intake;

/// <summary>Takes instances from the DICOM listener into the spool. The inward seam: another DICOM stack would call the same four methods.</summary>
public sealed class SpoolSink(Spool spool, CaseIntake intake, OpenAssociations associations, DiskGuard disk, TimeProvider time, ILogger<SpoolSink> log)
    : IInstanceSink
{
    public void AssociationOpened(AssociationInfo association)
    {
    }

    public void AssociationClosed(AssociationInfo association, AssociationEnd end) =>
        associations.Closed(association.Id, inGoodOrder: end == AssociationEnd.Released);

    public ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel) => new(
        disk.HasRoom()
            ? SpoolReception.Begin(spool, intake, associations, association, request, time, log)
            : new NoRoomReception());

    /// <summary>Lets the bytes pass and answers A700H: the scanner keeps the instance and sends it again.</summary>
    private sealed class NoRoomReception : IInstanceReception
    {
        public ValueTask WriteAsync(System.Buffers.ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel) => default;

        public ValueTask<DimseStatus> CommitAsync(CancellationToken cancel) => new(DimseStatus.OutOfResources);

        public ValueTask DisposeAsync() => default;
    }
}
