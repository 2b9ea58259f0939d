using System.Buffers;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// Puts fragments together to DIMSE messages (PS3.7) and answers them. Commands are short and collected; data set fragments go on to their
/// operation as they come, whole instances are never held.
/// </summary>
internal sealed class MessageReceiver(AcceptedContext?[] contexts, Operations operations, PeerOutput output, EventReports reports, AssociationTrack track, long maxMessageBytes) : IAsyncDisposable
{
    private const int MaxCommandBytes = 8 * 1024;

    private readonly ArrayBufferWriter<byte> _commandBytes = new(256);
    private byte _context;
    private CommandSet? _request;
    private IIncomingOperation? _operation;
    private DimseStatus _refusal;
    private long _messageBytes;

    /// <summary>A command or data set has begun and its end has not come.</summary>
    public bool IsInsideMessage => _request is not null || _commandBytes.WrittenCount > 0;

    /// <summary>Whether a fragment may come now; the reason when not.</summary>
    public Ending? Expect(byte context, bool isCommand)
    {
        if (contexts[context] is null) return Ending.Because(AbortReason.InvalidParameterValue, "presentation context was not accepted");
        if (isCommand ? _request is not null : _request is null) return Ending.Because(AbortReason.UnexpectedPdu, isCommand ? "command inside a data set" : "data set without command");
        if (!isCommand && context != _context) return Ending.Because(AbortReason.InvalidParameterValue, "data set in another presentation context");
        return null;
    }

    /// <summary>Bytes of a fragment, cut anywhere.</summary>
    public async ValueTask<Ending?> FragmentAsync(bool isCommand, ReadOnlySequence<byte> bytes)
    {
        if (!isCommand)
        {
            track.Received(bytes.Length);
            _messageBytes += bytes.Length;
            if (_messageBytes > maxMessageBytes) return Ending.Because(AbortReason.InvalidParameterValue, "data set without end");
            if (_operation is not null) await _operation.WriteAsync(bytes);
            return null;
        }

        if (_commandBytes.WrittenCount + bytes.Length > MaxCommandBytes) return Ending.Because(AbortReason.InvalidParameterValue, "command is too long");
        foreach (var segment in bytes) _commandBytes.Write(segment.Span);
        return null;
    }

    /// <summary>The last fragment of a command or data set is complete.</summary>
    public async ValueTask<Ending?> LastAsync(byte context, bool isCommand)
    {
        if (!isCommand) return await AnswerAsync(_operation is null ? _refusal : await _operation.CompleteAsync());
        var request = CommandSet.Decode(_commandBytes.WrittenSpan);
        _commandBytes.ResetWrittenCount();
        if (request is null) return Ending.Because(AbortReason.InvalidParameterValue, "not a command");
        if (request.IsResponse) return reports.TryComplete(request) ? null : Ending.Because(AbortReason.InvalidParameterValue, "response to nothing");
        if (request.Field == CommandSet.CancelRequest) return null;
        (_request, _context, _messageBytes) = (request, context, 0);
        _refusal = Operations.Check(request, contexts[context]!);
        if (!request.HasDataSet) return await AnswerAsync(request.Field == CommandSet.EchoRequest || _refusal != DimseStatus.Success ? _refusal : DimseStatus.CannotUnderstand);
        if (_refusal == DimseStatus.Success) _operation = await operations.BeginAsync(request, contexts[context]!);
        return null;
    }

    /// <summary>Abandons an operation that is not complete.</summary>
    public ValueTask DisposeAsync() => EndOperationAsync();

    private async ValueTask<Ending?> AnswerAsync(DimseStatus status)
    {
        await EndOperationAsync();
        var request = _request!;
        _request = null;
        if (request.Field == CommandSet.StoreRequest) track.Answered(status);
        var answer = request.Answer(status);
        // Rubbish is not repeated.
        if (!DicomUid.IsValid(answer.SopInstanceUid)) answer = answer with { SopInstanceUid = "" };
        if (!DicomUid.IsValid(answer.SopClassUid)) answer = answer with { SopClassUid = "" };
        return await output.SendAsync(_context, answer) ? null : Ending.Lost;
    }

    private ValueTask EndOperationAsync()
    {
        var operation = _operation;
        _operation = null;
        return operation?.DisposeAsync() ?? default;
    }
}
