using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>What peers say: an association, an echo, a store in several fragments, a release; and single parts of that.</summary>
internal static class ConversationSeeds
{
    private static readonly CommandSet Echo = new(CommandSet.EchoRequest, 1) { SopClassUid = SopClasses.Verification };
    private static readonly CommandSet Store = new(CommandSet.StoreRequest, 2) { SopClassUid = SopClasses.CtImageStorage, SopInstanceUid = "2.25.1", HasDataSet = true };
    private static readonly CommandSet Action = new(CommandSet.ActionRequest, 3) { SopClassUid = SopClasses.StorageCommitmentPushModel, SopInstanceUid = SopClasses.StorageCommitmentPushModelInstance, Type = 1, HasDataSet = true };
    private static readonly CommandSet ReportTaken = Action.Answer(default) with { Field = CommandSet.EventReportRequest | CommandSet.ResponseBit, MessageId = 1 };

    public static IEnumerable<byte[]> Commands() =>
    [
        Echo.Encode(),
        Store.Encode(),
        Echo.Answer(default).Encode(),
        Store.Answer(new(0xA700)).Encode(),
        new CommandSet(CommandSet.CancelRequest, 2).Encode(),
        new CommandSet(0x0020, 3) { SopClassUid = "1.2.840.10008.5.1.4.1.2.2.1", HasDataSet = true }.Encode(),
        Action.Encode(),
        ReportTaken.Encode(),
    ];

    public static IEnumerable<byte[]> AssociationBodies() =>
        Requests().Select(AssociateEncoder.Request).Append(AssociateEncoder.Accept(Answer())).Select(pdu => pdu[PduHeader.Size..].ToArray());

    public static IEnumerable<byte[]> Conversations()
    {
        foreach (var request in Requests())
        {
            var open = AssociateEncoder.Request(request).ToArray();
            byte[] slice = [.. FileSeeds.File(SampleSlice.Create()).Skip(300)];
            byte[] echo = [.. open, .. Data(1, 3, Echo.Encode())];
            byte[] store = [.. Data(3, 3, Store.Encode()), .. Data(3, 0, slice[..100]), .. Data(3, 0, slice[100..200]), .. Data(3, 2, slice[200..])];
            byte[] release = [.. AssociateEncoder.ReleaseRequest().Span];
            yield return [.. echo, .. release];
            yield return [.. echo, .. store, .. release];
            yield return [.. open, .. store, .. store, .. Data(1, 3, Echo.Encode()), .. AssociateEncoder.Abort(AbortReason.NotSpecified, byProvider: false).Span];
            yield return [.. open, .. Data(9, 3, Action.Encode()), .. Data(9, 2, ToCommit()), .. Data(9, 3, ReportTaken.Encode()), .. release];
            yield return [.. open, .. TwoFragments(3, Store.Encode(), slice), .. release];
            yield return [.. open, .. Data(3, 1, Store.Encode()[..20]), .. Data(3, 3, Store.Encode()[20..]), .. Data(3, 2, []), .. release];
        }

        yield return [.. "GET / HTTP/1.1\r\n\r\n"u8];
        yield return [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0];
    }

    private static IEnumerable<AssociateRequest> Requests()
    {
        var contexts = (PresentationContext[])
        [
            new(1, SopClasses.Verification, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
            new(3, SopClasses.CtImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid, TransferSyntax.ImplicitVrLittleEndian.Uid]),
            new(5, "1.2.840.10008.5.1.4.1.1.4", [TransferSyntax.ExplicitVrLittleEndian.Uid]),
            new(7, SopClasses.EnhancedCtImageStorage, ["1.2.840.10008.1.2.4.102"]),
            new(9, SopClasses.StorageCommitmentPushModel, [TransferSyntax.ImplicitVrLittleEndian.Uid]),
        ];
        yield return new("EDGENODE", "FUZZ", contexts, new(16384));
        yield return new("EDGENODE", "FUZZ", contexts, new(0)) { User = new(0) { HasAsyncWindow = true, WantsIdentityResponse = true, Roles = [new(SopClasses.CtImageStorage, 1, 1), new(SopClasses.Verification, 1, 0)] } };
        yield return new("OTHER", "FUZZ", contexts, new(16384));
    }

    private static AssociateAccept Answer() => new("EDGENODE", "FUZZ", [new(1, 0, TransferSyntax.ImplicitVrLittleEndian.Uid), new(3, 4, TransferSyntax.ExplicitVrLittleEndian.Uid)], new(131072) { HasAsyncWindow = true });

    /// <summary>The argument of a commitment request (PS3.4 table J.3-1) for two instances, implicit VR.</summary>
    private static byte[] ToCommit()
    {
        var instance = new DicomDataset().Set(Tags.ReferencedSOPClassUID, SopClasses.CtImageStorage).Set(Tags.ReferencedSOPInstanceUID, "2.25.1");
        var other = new DicomDataset().Set(Tags.ReferencedSOPClassUID, SopClasses.CtImageStorage).Set(Tags.ReferencedSOPInstanceUID, "2.25.2");
        using var bytes = new MemoryStream();
        new DataSetEncoder(isExplicit: false, undefinedLengths: true).Write(bytes, new DicomDataset().Set(Tags.TransactionUID, "2.25.4").Set(Tags.ReferencedSOPSequence, instance, other));
        return bytes.ToArray();
    }

    private static byte[] Data(byte context, byte control, byte[] fragment) => Pdu(Pdv(context, control, fragment));

    /// <summary>Command and data set in one PDU, as senders do that save packets.</summary>
    private static byte[] TwoFragments(byte context, byte[] command, byte[] dataSet) => Pdu([.. Pdv(context, 3, command), .. Pdv(context, 2, dataSet)]);

    private static byte[] Pdu(byte[] body)
    {
        byte[] pdu = [(byte)PduType.Data, 0, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), body.Length);
        return pdu;
    }

    private static byte[] Pdv(byte context, byte control, byte[] fragment)
    {
        byte[] pdv = [0, 0, 0, 0, context, control, .. fragment];
        BinaryPrimitives.WriteInt32BigEndian(pdv, fragment.Length + 2);
        return pdv;
    }
}
