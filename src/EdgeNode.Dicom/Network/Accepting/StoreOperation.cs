using System.Buffers;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>A C-STORE on its way into the sink (PS3.4 annex B). What the sink throws becomes A700H: the peer may send it again.</summary>
internal sealed partial class StoreOperation(AssociationInfo association, IInstanceSink sink, BytesInFlight flight, long maxBytes, ILogger log, CancellationToken stop) : IIncomingOperation
{
    private IInstanceReception? _reception;
    private DimseStatus _refusal;
    private long _bytes;

    public async ValueTask BeginAsync(StoreRequest request)
    {
        try
        {
            _reception = await sink.BeginAsync(association, request, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            await RefuseAsync(failure);
        }
    }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
    {
        if (_reception is null) return;
        if (_bytes + bytes.Length > maxBytes || !flight.TryAdd(bytes.Length))
        {
            LogTooLong(log, association.Id);
            await RefuseAsync(null);
            return;
        }

        _bytes += bytes.Length;
        try
        {
            await _reception.WriteAsync(bytes, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            await RefuseAsync(failure);
        }
    }

    public async ValueTask<DimseStatus> CompleteAsync()
    {
        if (_reception is null) return _refusal;
        try
        {
            // An instance that is here completely is kept even while the service stops.
            return await _reception.CommitAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            await RefuseAsync(failure);
            return _refusal;
        }
    }

    public async ValueTask DisposeAsync()
    {
        flight.Remove(_bytes);
        _bytes = 0;
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

    private ValueTask RefuseAsync(Exception? failure)
    {
        _refusal = DimseStatus.OutOfResources;
        if (failure is not null) LogSinkFailed(log, association.Id, failure);
        return DisposeAsync();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Association {Association}: an instance could not be kept and was refused; the peer may send it again")]
    private static partial void LogSinkFailed(ILogger log, long association, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Association {Association}: an instance is longer than the limit, or too many bytes are on their way in; it was refused with A700H")]
    private static partial void LogTooLong(ILogger log, long association);
}
