using System.Buffers;
using EdgeNode.Dicom.Network.Commitment;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>An N-ACTION of storage commitment (PS3.4 section J.3.2). Its data set is short and collected.</summary>
internal sealed partial class ActionOperation(AssociationInfo association, IStorageCommitment commitment, string transferSyntax, ILogger log, CancellationToken stop) : IIncomingOperation
{
    // Some 30,000 instances.
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _isTooLong;

    public ValueTask WriteAsync(ReadOnlySequence<byte> bytes)
    {
        _isTooLong |= _bytes.WrittenCount + bytes.Length > MaxBytes;
        if (_isTooLong) return default;
        foreach (var segment in bytes) _bytes.Write(segment.Span);
        return default;
    }

    public async ValueTask<DimseStatus> CompleteAsync()
    {
        if (_isTooLong) return DimseStatus.ResourceLimitation;
        if (CommitmentDataSet.Request(_bytes.WrittenSpan, transferSyntax) is not { } request) return DimseStatus.InvalidArgument;
        try
        {
            return await commitment.RequestAsync(association, request, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogFailed(log, association.Id, failure);
            return DimseStatus.ProcessingFailure;
        }
    }

    public ValueTask DisposeAsync() => default;

    [LoggerMessage(Level = LogLevel.Error, Message = "Association {Association}: a storage commitment request could not be taken down and was refused with 0110H")]
    private static partial void LogFailed(ILogger log, long association, Exception failure);
}
