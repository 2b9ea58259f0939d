using System.IO.Pipelines;
using EdgeNode.Dicom.Network.Dimse;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>
/// What goes back to a peer: each message whole and in one write, so that it leaves in one segment. Responses and reports may be sent from
/// different threads.
/// </summary>
#pragma warning disable CA1001 // A semaphore nobody asked for its wait handle holds nothing to give back.
internal sealed class PeerOutput(PipeWriter writer, TimeProvider time, TimeSpan timeout)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The peer's maximum P-DATA-TF length; 0: unlimited.</summary>
    public uint MaxPduBytes { get; set; }

    /// <summary>False when the peer has gone or does not take what it is sent.</summary>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> pdus)
    {
        await _turn.WaitAsync();
        try
        {
            var pending = writer.WriteAsync(pdus);
            // Most writes are taken at once; a timer would only be one more thing that can fire late.
            return pending.IsCompleted ? IsTaken(await pending) : await TakenInTimeAsync(pending);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A message with or without a data set.</summary>
    public ValueTask<bool> SendAsync(byte context, CommandSet command, byte[]? dataSet = null) => SendAsync(MessagePdus.Encode(context, command.Encode(), dataSet, MaxPduBytes));

    private static bool IsTaken(FlushResult result) => !result.IsCanceled && !result.IsCompleted;

    private async ValueTask<bool> TakenInTimeAsync(ValueTask<FlushResult> pending)
    {
        // A cancellation that comes after its flush would end the next one instead: whoever is first, time or flush, decides.
        var isDecided = 0;
        await using var timer = time.CreateTimer(
            _ =>
            {
                if (Interlocked.Exchange(ref isDecided, 1) == 0) writer.CancelPendingFlush();
            },
            null,
            timeout,
            Timeout.InfiniteTimeSpan);
        var result = await pending;
        return Interlocked.Exchange(ref isDecided, 1) == 0 && IsTaken(result);
    }
}
