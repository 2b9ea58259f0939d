using System.Buffers.Binary;
using System.IO.Pipelines;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>What goes back to a peer: each PDU whole and in one write, so that it leaves in one segment.</summary>
internal sealed class PeerOutput(PipeWriter writer, TimeProvider time, TimeSpan timeout)
{
    /// <summary>False when the peer has gone or does not take what it is sent.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> pdu)
    {
        await using var timer = time.CreateTimer(_ => writer.CancelPendingFlush(), null, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            var result = await writer.WriteAsync(pdu);
            return !result.IsCanceled && !result.IsCompleted;
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A response as one P-DATA-TF PDU with one PDV. Responses stay far below any maximum length in use.</summary>
    public ValueTask<bool> RespondAsync(byte context, CommandSet response)
    {
        var command = response.Encode();
        var pdu = new byte[PduHeader.Size + 6 + command.Length];
        pdu[0] = (byte)PduType.Data;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), 6 + command.Length);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), 2 + command.Length);
        pdu[10] = context;
        pdu[11] = 3;
        command.CopyTo(pdu, 12);
        return SendAsync(pdu);
    }
}
