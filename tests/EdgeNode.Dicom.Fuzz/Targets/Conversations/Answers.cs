using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>What the service said: whole PDUs of the kinds a service sends, each of which makes sense.</summary>
internal static class Answers
{
    /// <summary>Returns how many there were.</summary>
    public static int Check(PipeReader output, ref Behaviour behaviour)
    {
        if (!output.TryRead(out var result)) return 0;
        var count = 0;
        ReadOnlySpan<byte> bytes = result.Buffer.IsSingleSegment ? result.Buffer.FirstSpan : result.Buffer.ToArray();
        while (!bytes.IsEmpty)
        {
            var length = bytes.Length < PduHeader.Size ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);
            if (length > bytes.Length - PduHeader.Size) throw new InvariantException("Answers are whole PDUs", $"{bytes.Length} bytes are left");
            behaviour.Add(bytes[0]);
            Check((PduType)bytes[0], bytes.Slice(PduHeader.Size, (int)length), ref behaviour);
            bytes = bytes[(PduHeader.Size + (int)length)..];
            count++;
        }

        return count;
    }

    private static void Check(PduType type, ReadOnlySpan<byte> body, ref Behaviour behaviour)
    {
        var makesSense = type switch
        {
            PduType.AssociateAccept => AssociateDecoder.Accept(body) is not null,
            PduType.Data => body.Length > 6 && CommandSet.Decode(body[6..]) is { IsResponse: true },
            PduType.AssociateReject or PduType.Abort or PduType.ReleaseResponse => body.Length == 4,
            _ => false,
        };
        if (!makesSense) throw new InvariantException("Answers make sense", type.ToString());
        if (type == PduType.Data) behaviour.Add(CommandSet.Decode(body[6..])!.Status.Code);
        if (type is PduType.Abort or PduType.AssociateReject) behaviour.Add(BinaryPrimitives.ReadUInt32BigEndian(body));
    }
}
