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
        var messages = new MemoryStream();
        ReadOnlySpan<byte> bytes = result.Buffer.IsSingleSegment ? result.Buffer.FirstSpan : result.Buffer.ToArray();
        while (!bytes.IsEmpty)
        {
            var length = bytes.Length < PduHeader.Size ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]);
            if (length > bytes.Length - PduHeader.Size) throw new InvariantException("Answers are whole PDUs", $"{bytes.Length} bytes are left");
            behaviour.Add(bytes[0]);
            Check((PduType)bytes[0], bytes.Slice(PduHeader.Size, (int)length), messages, ref behaviour);
            bytes = bytes[(PduHeader.Size + (int)length)..];
            count++;
        }

        return count;
    }

    private static void Check(PduType type, ReadOnlySpan<byte> body, MemoryStream message, ref Behaviour behaviour)
    {
        var makesSense = type switch
        {
            PduType.AssociateAccept => AssociateDecoder.Accept(body) is not null,
            PduType.Data => body.Length > 6 && BinaryPrimitives.ReadInt32BigEndian(body) == body.Length - 4 && Fragment(body[5], body[6..], message, ref behaviour),
            PduType.AssociateReject or PduType.Abort or PduType.ReleaseResponse => body.Length == 4,
            _ => false,
        };
        if (!makesSense) throw new InvariantException("Answers make sense", type.ToString());
        if (type is PduType.Abort or PduType.AssociateReject) behaviour.Add(BinaryPrimitives.ReadUInt32BigEndian(body));
    }

    /// <summary>A fragment of a command, which may be one of several where the peer takes short PDUs only, or of a data set.</summary>
    private static bool Fragment(byte control, ReadOnlySpan<byte> fragment, MemoryStream command, ref Behaviour behaviour)
    {
        if ((control & 1) == 0) return true;
        command.Write(fragment);
        if ((control & 2) == 0) return true;
        var decoded = CommandSet.Decode(command.GetBuffer().AsSpan(0, (int)command.Length));
        command.SetLength(0);
        behaviour.Add(decoded?.Status.Code ?? 0xFFFF);
        return decoded is { IsResponse: true } or { Field: CommandSet.EventReportRequest };
    }
}
