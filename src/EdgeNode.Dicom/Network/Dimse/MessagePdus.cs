using System.Buffers.Binary;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Dimse;

/// <summary>A message as P-DATA-TF PDUs of one PDV each (PS3.8 section 9.3.5, annex E), none longer than the receiver takes.</summary>
internal static class MessagePdus
{
    private const int PdvHeader = 6;

    // Peers have announced less than fits a header; below this nothing can be said at all.
    private const int SmallestPdu = 32;

    /// <param name="context">Presentation context id.</param>
    /// <param name="command">Encoded command set.</param>
    /// <param name="dataSet">Encoded data set; empty when the command announces none.</param>
    /// <param name="maxPdu">The receiver's maximum length; 0: unlimited.</param>
    public static byte[] Encode(byte context, ReadOnlySpan<byte> command, ReadOnlySpan<byte> dataSet, uint maxPdu)
    {
        var room = (int)Math.Min(maxPdu == 0 ? int.MaxValue : Math.Max(maxPdu, SmallestPdu), 128 * 1024) - PdvHeader;
        var pdus = new byte[Length(command.Length, room) + Length(dataSet.Length, room)];
        var rest = Write(pdus, context, command, isCommand: true, room);
        Write(rest, context, dataSet, isCommand: false, room);
        return pdus;
    }

    private static int Length(int bytes, int room) => bytes + ((bytes + room - 1) / room * (PduHeader.Size + PdvHeader));

    private static Span<byte> Write(Span<byte> target, byte context, ReadOnlySpan<byte> bytes, bool isCommand, int room)
    {
        while (!bytes.IsEmpty)
        {
            var fragment = bytes[..Math.Min(room, bytes.Length)];
            bytes = bytes[fragment.Length..];
            target[0] = (byte)PduType.Data;
            BinaryPrimitives.WriteInt32BigEndian(target[2..], PdvHeader + fragment.Length);
            BinaryPrimitives.WriteInt32BigEndian(target[6..], 2 + fragment.Length);
            target[10] = context;
            target[11] = (byte)((isCommand ? 1 : 0) | (bytes.IsEmpty ? 2 : 0));
            fragment.CopyTo(target[12..]);
            target = target[(12 + fragment.Length)..];
        }

        return target;
    }
}
