using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.Dimse;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>N-EVENT-REPORTs that this side sends on an association the peer opened, one at a time (asynchronous operations window 1).</summary>
internal sealed class EventReports(PeerOutput output, AcceptedContext?[] contexts, TimeProvider time, TimeSpan timeout) : IDisposable
{
    private readonly byte _context = (byte)Math.Max(0, Array.FindIndex(contexts, context => context?.AbstractSyntax == SopClasses.StorageCommitmentPushModel));
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private ushort _messageId;
    private TaskCompletionSource<DimseStatus>? _answer;

    /// <summary>The peer has a context for reports.</summary>
    public bool IsPossible => _context > 0;

    /// <summary>The peer's status; null when the association ended, or its answer did not come in time.</summary>
    public async Task<DimseStatus?> SendAsync(CommitmentReport report, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel, _over.Token);
        try
        {
            await _turn.WaitAsync(any.Token);
            try
            {
                var answer = new TaskCompletionSource<DimseStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref _answer, answer);
                var command = CommitmentReporter.Command(report, ++_messageId);
                var dataSet = CommitmentDataSet.Report(report, contexts[_context]!.TransferSyntax);
                return await output.SendAsync(_context, command, dataSet) ? await answer.Task.WaitAsync(any.Token) : null;
            }
            finally
            {
                Volatile.Write(ref _answer, null);
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Takes the peer's response; one that comes too late has no effect. False: it answers nothing that was asked.</summary>
    public bool TryComplete(CommandSet response)
    {
        if (response.Field != (CommandSet.EventReportRequest | CommandSet.ResponseBit) || response.MessageId == 0 || response.MessageId > _messageId) return false;
        if (response.MessageId == _messageId) Volatile.Read(ref _answer)?.TrySetResult(response.Status);
        return true;
    }

    /// <summary>The association is over: nobody answers any more.</summary>
    public void Dispose() => _over.Cancel();
}
