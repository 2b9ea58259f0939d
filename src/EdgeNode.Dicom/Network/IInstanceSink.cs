using System.Buffers;

namespace EdgeNode.Dicom.Network;

/// <summary>
/// The seam inward: where received instances go. Calls of one association come one after the other; different associations call at the same
/// time. An exception from <see cref="BeginAsync"/>, a write or a commit is answered with A700H (out of resources), so the peer may try again.
/// </summary>
public interface IInstanceSink
{
    /// <summary>An association was accepted; its first instance has not come yet.</summary>
    void AssociationOpened(AssociationInfo association);

    /// <summary>The association is over; nothing more comes of it. Called once for every opened one.</summary>
#pragma warning disable CA1716 // "End" is a keyword of Visual Basic only.
    void AssociationClosed(AssociationInfo association, AssociationEnd end);
#pragma warning restore CA1716

    /// <summary>An instance begins.</summary>
    ValueTask<IInstanceReception> BeginAsync(AssociationInfo association, StoreRequest request, CancellationToken cancel);
}

/// <summary>One instance on its way in. Disposed without commit it is abandoned and nothing of it remains.</summary>
public interface IInstanceReception : IAsyncDisposable
{
    /// <summary>The next bytes of the data set, in the negotiated syntax, cut anywhere. They are only valid until the call returns.</summary>
    ValueTask WriteAsync(ReadOnlySequence<byte> dataSetBytes, CancellationToken cancel);

    /// <summary>All bytes have come. Returns only when the instance is durable; the status goes to the scanner.</summary>
    ValueTask<DimseStatus> CommitAsync(CancellationToken cancel);
}
