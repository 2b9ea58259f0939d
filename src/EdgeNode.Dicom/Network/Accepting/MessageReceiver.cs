using System.Buffers;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network.Dimse;
using EdgeNode.Dicom.Network.UpperLayer;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// Puts fragments together to DIMSE messages (PS3.7) and answers them. Commands are short and collected; data set fragments go on to the
/// sink as they come, whole instances are never held.
/// </summary>
internal sealed partial class MessageReceiver(AssociationInfo association, AcceptedContext?[] contexts, IInstanceSink sink, PeerOutput output, ILogger log, CancellationToken stop) : IAsyncDisposable
{
    private const int MaxCommandBytes = 8 * 1024;

    private readonly ArrayBufferWriter<byte> _commandBytes = new(256);
    private byte _context;
    private CommandSet? _request;
    private IInstanceReception? _reception;
    private DimseStatus _refusal;

    /// <summary>Instances answered with success.</summary>
    public int Stored { get; private set; }

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
            await WriteAsync(bytes);
            return null;
        }

        if (_commandBytes.WrittenCount + bytes.Length > MaxCommandBytes) return Ending.Because(AbortReason.InvalidParameterValue, "command is too long");
        foreach (var segment in bytes) _commandBytes.Write(segment.Span);
        return null;
    }

    /// <summary>The last fragment of a command or data set is complete.</summary>
    public async ValueTask<Ending?> LastAsync(byte context, bool isCommand)
    {
        if (!isCommand) return await AnswerAsync(_refusal == DimseStatus.Success ? await CommitAsync() : _refusal);
        var request = CommandSet.Decode(_commandBytes.WrittenSpan);
        _commandBytes.ResetWrittenCount();
        if (request is null || request.IsResponse) return Ending.Because(AbortReason.InvalidParameterValue, "not a command");
        if (request.Field == CommandSet.CancelRequest) return null;
        (_request, _context) = (request, context);
        _refusal = Check(request, contexts[context]!);
        if (!request.HasDataSet) return await AnswerAsync(request.Field == CommandSet.StoreRequest && _refusal == DimseStatus.Success ? DimseStatus.CannotUnderstand : _refusal);
        if (request.Field == CommandSet.StoreRequest && _refusal == DimseStatus.Success) await BeginAsync(request, contexts[context]!);
        return null;
    }

    /// <summary>Abandons an instance that is not complete.</summary>
    public ValueTask DisposeAsync() => EndReceptionAsync();

    private static DimseStatus Check(CommandSet request, AcceptedContext context)
    {
        if (request.Field == CommandSet.EchoRequest) return DimseStatus.Success;
        if (request.Field != CommandSet.StoreRequest) return DimseStatus.UnrecognizedOperation;
        // Before anything else is done with it: a peer's UID has been "../x".
        if (!DicomUid.IsValid(request.SopInstanceUid)) return DimseStatus.InvalidInstance;
        return request.SopClassUid == context.AbstractSyntax && context.AbstractSyntax != SopClasses.Verification ? DimseStatus.Success : DimseStatus.SopClassNotSupported;
    }

    private async ValueTask BeginAsync(CommandSet request, AcceptedContext context)
    {
        try
        {
            _reception = await sink.BeginAsync(association, new(request.SopClassUid, request.SopInstanceUid, context.TransferSyntax), stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            Refuse(failure);
        }
    }

    private async ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
    {
        if (_reception is null) return;
        try
        {
            await _reception.WriteAsync(bytes, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            Refuse(failure);
            await EndReceptionAsync();
        }
    }

    private async ValueTask<DimseStatus> CommitAsync()
    {
        if (_reception is null) return DimseStatus.Success;
        try
        {
            // An instance that is here completely is kept even while the service stops.
            return await _reception.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            Refuse(failure);
            return _refusal;
        }
    }

    private async ValueTask<Ending?> AnswerAsync(DimseStatus status)
    {
        await EndReceptionAsync();
        var request = _request!;
        _request = null;
        if (request.Field == CommandSet.StoreRequest && status.IsStored) Stored++;
        var answer = request.Answer(status);
        // Rubbish is not repeated.
        if (!DicomUid.IsValid(answer.SopInstanceUid)) answer = answer with { SopInstanceUid = "" };
        if (!DicomUid.IsValid(answer.SopClassUid)) answer = answer with { SopClassUid = "" };
        return await output.RespondAsync(_context, answer) ? null : Ending.Lost;
    }

    private async ValueTask EndReceptionAsync()
    {
        if (_reception is not { } reception) return;
        _reception = null;
        try
        {
            await reception.DisposeAsync();
        }
        catch (Exception failure)
        {
            LogSinkFailed(log, association.Id, failure);
        }
    }

    private void Refuse(Exception failure)
    {
        _refusal = DimseStatus.OutOfResources;
        LogSinkFailed(log, association.Id, failure);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Association {Association}: an instance could not be kept and was refused; the peer may send it again")]
    private static partial void LogSinkFailed(ILogger log, long association, Exception failure);
}
