using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Network.UpperLayer;

/// <summary>PDUs of association control, to bytes (PS3.8 section 9.3).</summary>
internal static class AssociateEncoder
{
    public static ReadOnlyMemory<byte> Request(AssociateRequest request)
    {
        var pdu = Begin(PduType.AssociateRequest, request.CalledAe, request.CallingAe).TextItem(ItemType.ApplicationContext, request.ApplicationContext);
        foreach (var context in request.Contexts)
        {
            pdu.Item(ItemType.ProposedContext, item =>
            {
                item.Byte(context.Id).Zeros(3).TextItem(ItemType.AbstractSyntax, context.AbstractSyntax);
                foreach (var syntax in context.TransferSyntaxes) item.TextItem(ItemType.TransferSyntax, syntax);
            });
        }

        return pdu.Item(ItemType.UserInformation, item => User(item, request.User)).Finish();
    }

    public static ReadOnlyMemory<byte> Accept(AssociateAccept accept)
    {
        var pdu = Begin(PduType.AssociateAccept, accept.CalledAe, accept.CallingAe).TextItem(ItemType.ApplicationContext, AssociateRequest.DicomApplicationContext);
        foreach (var context in accept.Contexts)
        {
            pdu.Item(ItemType.AnsweredContext, item => item.Byte(context.Id).Zeros(1).Byte(context.Result).Zeros(1).TextItem(ItemType.TransferSyntax, context.TransferSyntax));
        }

        return pdu.Item(ItemType.UserInformation, item => User(item, accept.User)).Finish();
    }

    public static ReadOnlyMemory<byte> Reject(RejectReason reason) =>
        new PduBuilder(PduType.AssociateReject).Zeros(1).Byte(reason.Result).Byte(reason.Source).Byte(reason.Reason).Finish();

    public static ReadOnlyMemory<byte> ReleaseRequest() => new PduBuilder(PduType.ReleaseRequest).Zeros(4).Finish();

    public static ReadOnlyMemory<byte> ReleaseResponse() => new PduBuilder(PduType.ReleaseResponse).Zeros(4).Finish();

    /// <summary>By the service provider (source 2) or, for a user that gives up, source 0.</summary>
    public static ReadOnlyMemory<byte> Abort(AbortReason reason, bool byProvider = true) =>
        new PduBuilder(PduType.Abort).Zeros(2).Byte((byte)(byProvider ? 2 : 0)).Byte((byte)reason).Finish();

    private static PduBuilder Begin(PduType type, string calledAe, string callingAe) =>
        new PduBuilder(type).UInt16(1).Zeros(2).AeTitle(calledAe).AeTitle(callingAe).Zeros(32);

    private static void User(PduBuilder item, UserInformation user)
    {
        item.Item(ItemType.MaximumLength, sub => sub.UInt32(user.MaxPduBytes));
        item.TextItem(ItemType.ImplementationClass, DicomUid.ImplementationClass);
        if (user.HasAsyncWindow) item.Item(ItemType.AsyncWindow, sub => sub.UInt16(1).UInt16(1));
        foreach (var role in user.Roles)
        {
            item.Item(ItemType.RoleSelection, sub => sub.UInt16((ushort)role.SopClass.Length).Ascii(role.SopClass).Byte(role.ScuRole).Byte(role.ScpRole));
        }

        item.TextItem(ItemType.ImplementationVersion, DicomUid.ImplementationVersion);
        if (user.WantsIdentityResponse) item.Item(ItemType.UserIdentityResponse, sub => sub.UInt16(0));
    }
}
