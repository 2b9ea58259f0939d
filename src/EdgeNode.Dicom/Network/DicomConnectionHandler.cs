using System.Net;
using EdgeNode.Dicom.Network.Accepting;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.UpperLayer;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network;

/// <summary>
/// DICOM upper layer service on Kestrel (PS3.8): accepts associations for Verification, Storage and Storage Commitment as SCP and passes what
/// comes to the <see cref="IInstanceSink"/> and <see cref="IStorageCommitment"/>. One object serves all ports and connections; a silent, slow
/// or senseless peer costs its own connection only.
/// <code>
/// services.AddSingleton&lt;IInstanceSink, MySink&gt;().AddSingleton(new DicomListenerOptions()).AddSingleton&lt;DicomConnectionHandler&gt;();
/// kestrel.ListenAnyIP(11112, listen => listen.UseDicom());
/// </code>
/// </summary>
/// <param name="sink">Where instances go.</param>
/// <param name="options">How associations are answered.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where associations and failures are told.</param>
/// <param name="commitment">Who answers for instances; null: storage commitment is not offered.</param>
public sealed partial class DicomConnectionHandler(
    IInstanceSink sink, DicomListenerOptions options, TimeProvider time, ILogger<DicomConnectionHandler> log, IStorageCommitment? commitment = null) : ConnectionHandler
{
    // 128 contexts with some twenty transfer syntaxes each stay below.
    private const int MaxAssociateBytes = 256 * 1024;

    private readonly Acceptor _acceptor = new(sink, commitment, options, time, log);
    private readonly ConnectionLimit _limit = new(options.MaxConnections);

    /// <summary>Associations open now.</summary>
    public int OpenAssociations => _acceptor.Open;

    /// <summary>The last associations, open ones and refused ones among them.</summary>
    public AssociationLog Associations => _acceptor.Log;

    internal TimeSpan HandshakeTimeout => options.ArtimTimeout;

    /// <summary>
    /// Reports on an association that its peer has left open. Null: that association is over, has no context for it, or did not answer in time.
    /// </summary>
    /// <param name="association">Its <see cref="AssociationInfo.Id"/>.</param>
    /// <param name="report">What became of a request.</param>
    /// <param name="cancel">Gives up waiting for the answer.</param>
    public Task<DimseStatus?> TryReportAsync(long association, CommitmentReport report, CancellationToken cancel = default) => _acceptor.TryReportAsync(association, report, cancel);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        SocketManners.Apply(socket, options.ArtimTimeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None);
        using var input = new PeerInput(connection.Transport.Input, socket, time, stop.Token);
        var output = new PeerOutput(connection.Transport.Output, time, options.ArtimTimeout);
        var isTls = connection.Features.Get<ITlsHandshakeFeature>() is not null;
        var peer = new PeerLink(input, output, connection.RemoteEndPoint as IPEndPoint, isTls, stop.Token);

        input.LimitTotal(options.ArtimTimeout);
        await ServeAsync(peer);

        // The peer closes after release, refusal or abort; closing first could cost it our last words (PS3.8 section 9.2, state 13).
        input.LimitTotal(options.ArtimTimeout);
        while (await input.SomeAsync(long.MaxValue) is { } rest) input.Advance(rest.End);
    }

    /// <summary>First in the chain of a port: the hard stop of connections.</summary>
    internal ConnectionDelegate Guard(ConnectionDelegate next) => _limit.Guard(next);

    private async Task ServeAsync(PeerLink peer)
    {
        if (await peer.Input.HeaderAsync() is not { } header)
        {
            LogNoRequest(log, peer.Address);
        }
        else if (header is not { Type: PduType.AssociateRequest, Length: <= MaxAssociateBytes })
        {
            await NotDicomAsync(peer, header.Type == PduType.AssociateRequest ? AbortReason.InvalidParameterValue : header.IsKnown ? AbortReason.UnexpectedPdu : AbortReason.UnrecognizedPdu);
        }
        else if (await peer.Input.BodyAsync((int)header.Length) is not { } body)
        {
            LogNoRequest(log, peer.Address);
        }
        else if (AssociateDecoder.Request(body) is not { } request)
        {
            await NotDicomAsync(peer, AbortReason.InvalidParameterValue);
        }
        else
        {
            peer.Input.StopLimit();
            await _acceptor.NegotiateAsync(request, peer);
        }
    }

    private async ValueTask NotDicomAsync(PeerLink peer, AbortReason reason)
    {
        LogNotDicom(log, peer.Address);
        await peer.Output.SendAsync(AssociateEncoder.Abort(reason));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Remote} connected to the DICOM port and does not speak DICOM")]
    private static partial void LogNotDicom(ILogger log, string remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Remote} connected to the DICOM port and asked for no association")]
    private static partial void LogNoRequest(ILogger log, string remote);
}
