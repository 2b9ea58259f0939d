using System.Buffers.Binary;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>The open phase of an association (PS3.8 section 9.2, state 6): reads PDUs until it ends.</summary>
internal sealed class AcceptedAssociation(PeerInput input, PeerOutput output, MessageReceiver receiver, DicomListenerOptions options, CancellationToken stop)
{
    // PDV item length, context id, message control header (PS3.8 section 9.3.5.1, annex E.2).
    private const int PdvHeaderBytes = 6;

    private readonly byte[] _pdvHeader = new byte[PdvHeaderBytes];

    public async Task<Ending> RunAsync()
    {
        input.LimitEachWait(options.IdleTimeout, options.MinimumBytesPerSecond, options.RateWindow);
        while (true)
        {
            input.IsOwed = receiver.IsInsideMessage;
            if (await input.HeaderAsync() is not { } header) return Silence();
            if (!header.IsKnown) return Ending.Because(AbortReason.UnrecognizedPdu, "unknown PDU type");
            switch (header.Type)
            {
                case PduType.Data when header.Length > options.MaxPduBytes:
                    return Ending.Because(AbortReason.InvalidParameterValue, "PDU is longer than announced");
                case PduType.Data when header.Length == 0:
                    return Ending.Because(AbortReason.InvalidParameterValue, "PDU holds no PDV");
                case PduType.Data:
                    if (await DataAsync((int)header.Length) is { } ending) return ending;
                    break;
                case PduType.ReleaseRequest:
                    return await output.SendAsync(AssociateEncoder.ReleaseResponse()) ? Ending.Released : Ending.Lost;
                case PduType.Abort:
                    return Ending.AbortedByPeer;
                default:
                    return Ending.Because(AbortReason.UnexpectedPdu, $"{header.Type} inside an association");
            }
        }
    }

    private async ValueTask<Ending?> DataAsync(int length)
    {
        while (length > 0)
        {
            if (length < PdvHeaderBytes) return Ending.Because(AbortReason.InvalidParameterValue, "PDU ends inside a PDV");
            if (!await input.ExactlyAsync(_pdvHeader)) return Silence();
            var item = BinaryPrimitives.ReadUInt32BigEndian(_pdvHeader);
            if (item < 2 || item > (uint)(length - 4)) return Ending.Because(AbortReason.InvalidParameterValue, "PDV length does not fit its PDU");
            length -= 4 + (int)item;
            if (await FragmentAsync(_pdvHeader[4], _pdvHeader[5], (int)item - 2) is { } ending) return ending;
        }

        return null;
    }

    private async ValueTask<Ending?> FragmentAsync(byte context, byte control, int length)
    {
        var isCommand = (control & 1) != 0;
        if (receiver.Expect(context, isCommand) is { } unexpected) return unexpected;
        while (length > 0)
        {
            if (await input.SomeAsync(length) is not { } bytes) return Silence();
            length -= (int)bytes.Length;
            var ending = await receiver.FragmentAsync(isCommand, bytes);
            input.Advance(bytes.End);
            if (ending is not null) return ending;
        }

        return (control & 2) != 0 ? await receiver.LastAsync(context, isCommand) : null;
    }

    private Ending Silence() => stop.IsCancellationRequested ? Ending.Stopping : input.IsTooSlow ? Ending.TooSlow : input.IsTimedOut ? Ending.TimedOut : Ending.Lost;
}
