using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Dicom.Tests.Peers;

namespace EdgeNode.Dicom.Tests.Network.Hostile;

/// <summary>What must hold after every hostile peer: the next one is served as if nothing had been.</summary>
internal static class Aftermath
{
    // The heap of a test process is not quiet; what a leak per hostile peer would cost is far above.
    private const long MemoryMargin = 16 << 20;

    /// <summary>Live managed bytes.</summary>
    public static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>A C-ECHO is answered.</summary>
    public static async Task AssertServesAsync(Listener listener)
    {
        var echo = await new EchoClient(TimeProvider.System).EchoAsync(listener.Peer, "TEST");
        Assert.True(echo.IsSuccess, echo.Failure?.Detail);
    }

    /// <summary>No association is left open, nothing half received is kept, memory is back, and a good study arrives intact.</summary>
    public static async Task AssertCleanAsync(Listener listener, long memoryBefore)
    {
        await Listener.UntilAsync(() => listener.Open == 0, "every association is over");
        await AssertServesAsync(listener);
        var kept = listener.Sink.Stored;
        Assert.Equal(kept.Order(), listener.Sink.All.Order());
        Assert.Equal(listener.Sink.Opened.Count, listener.Sink.Closed.Count + listener.Open);
        Assert.True(Memory() < memoryBefore + MemoryMargin, $"{memoryBefore} bytes before, {Memory()} after");

        var files = StorageClientTests.WriteSlices(TransferSyntax.ExplicitVrLittleEndian, 3);
        var sent = await new StorageClient(TimeProvider.System).SendAsync(listener.Peer, "SCANNER", files);
        Assert.True(sent.IsComplete, sent.Failure?.Detail);
        Assert.Equal(files.Select(KeptDataSet.Hash).Order(), listener.Sink.Stored.Except(kept).Select(KeptDataSet.Hash).Order());
    }
}
