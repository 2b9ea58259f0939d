using System.Buffers;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>A request with a data set that is being received. Disposed before it is complete it leaves nothing.</summary>
internal interface IIncomingOperation : IAsyncDisposable
{
    /// <summary>The next bytes of the data set, cut anywhere.</summary>
    ValueTask WriteAsync(ReadOnlySequence<byte> bytes);

    /// <summary>All bytes have come; the status of the response.</summary>
    ValueTask<DimseStatus> CompleteAsync();
}
