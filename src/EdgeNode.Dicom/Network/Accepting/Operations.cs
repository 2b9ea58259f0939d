using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.Dimse;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Which requests an association may make of this side, and what begins when it does (PS3.7 section 9 and 10).</summary>
internal sealed class Operations(AssociationInfo association, IInstanceSink sink, IStorageCommitment? commitment, BytesInFlight flight, long maxInstanceBytes, ILogger log, CancellationToken stop)
{
    private const ushort RequestCommitment = 1;

    /// <summary>Success, or the status that refuses the request before its data set is looked at.</summary>
    public static DimseStatus Check(CommandSet request, AcceptedContext context) => request.Field switch
    {
        CommandSet.EchoRequest => DimseStatus.Success,
        CommandSet.StoreRequest => CheckStore(request, context),
        CommandSet.ActionRequest when context.AbstractSyntax == SopClasses.StorageCommitmentPushModel => CheckAction(request),
        _ => DimseStatus.UnrecognizedOperation,
    };

    public async ValueTask<IIncomingOperation?> BeginAsync(CommandSet request, AcceptedContext context)
    {
        if (request.Field == CommandSet.ActionRequest) return new ActionOperation(association, commitment!, context.TransferSyntax, log, stop);
        if (request.Field != CommandSet.StoreRequest) return null;
        var store = new StoreOperation(association, sink, flight, maxInstanceBytes, log, stop);
        await store.BeginAsync(new(request.SopClassUid, request.SopInstanceUid, context.TransferSyntax));
        return store;
    }

    private static DimseStatus CheckStore(CommandSet request, AcceptedContext context)
    {
        // Before anything else is done with it: a peer's UID has been "../x".
        if (!DicomUid.IsValid(request.SopInstanceUid)) return DimseStatus.InvalidInstance;
        var isStorage = context.AbstractSyntax is not (SopClasses.Verification or SopClasses.StorageCommitmentPushModel);
        return isStorage && request.SopClassUid == context.AbstractSyntax ? DimseStatus.Success : DimseStatus.SopClassNotSupported;
    }

    private static DimseStatus CheckAction(CommandSet request) =>
        request.SopClassUid != SopClasses.StorageCommitmentPushModel ? DimseStatus.SopClassNotSupported
        : request.SopInstanceUid != SopClasses.StorageCommitmentPushModelInstance ? DimseStatus.NoSuchInstance
        : request.Type != RequestCommitment ? DimseStatus.NoSuchAction
        : DimseStatus.Success;
}
