using System.Net.Sockets;
using EdgeNode.Dicom.Network.Accepting;
using EdgeNode.Dicom.Network.UpperLayer;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network;

/// <summary>
/// DICOM upper layer service on Kestrel (PS3.8): accepts associations for Verification and Storage as SCP and passes instances to the
/// <see cref="IInstanceSink"/>. One object serves all connections; a silent, slow or senseless peer costs its own connection only.
/// <code>
/// services.AddSingleton&lt;IInstanceSink, MySink&gt;().AddSingleton(new DicomListenerOptions()).AddSingleton&lt;DicomConnectionHandler&gt;();
/// kestrel.ListenAnyIP(11112, listen => listen.UseConnectionHandler&lt;DicomConnectionHandler&gt;());
/// </code>
/// </summary>
public sealed partial class DicomConnectionHandler(IInstanceSink sink, DicomListenerOptions options, TimeProvider time, ILogger<DicomConnectionHandler> log) : ConnectionHandler
{
    // 128 contexts with some twenty transfer syntaxes each stay below.
    private const int MaxAssociateBytes = 256 * 1024;

    private readonly Negotiator _negotiator = new(options);
    private long _lastId;
    private int _open;

    /// <summary>Associations open now.</summary>
    public int OpenAssociations => Volatile.Read(ref _open);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is not null) TrySetNoDelay(socket);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None);
        using var input = new PeerInput(connection.Transport.Input, socket, time, stop.Token);
        var output = new PeerOutput(connection.Transport.Output, time, options.ArtimTimeout);
        var remote = connection.RemoteEndPoint?.ToString() ?? "unknown";

        input.LimitTotal(options.ArtimTimeout);
        await ServeAsync(input, output, remote, stop.Token);

        // The peer closes after release, refusal or abort; closing first could cost it our last words (PS3.8 section 9.2, state 13).
        input.LimitTotal(options.ArtimTimeout);
        while (await input.SomeAsync(long.MaxValue) is { } rest) input.Advance(rest.End);
    }

    private async Task ServeAsync(PeerInput input, PeerOutput output, string remote, CancellationToken stop)
    {
        var header = await input.HeaderAsync();
        if (header is null)
        {
            LogNoRequest(log, remote);
            return;
        }

        if (header is not { Type: PduType.AssociateRequest, Length: <= MaxAssociateBytes })
        {
            LogNotDicom(log, remote);
            var reason = header.Value.Type == PduType.AssociateRequest ? AbortReason.InvalidParameterValue : header.Value.IsKnown ? AbortReason.UnexpectedPdu : AbortReason.UnrecognizedPdu;
            await output.SendAsync(AssociateEncoder.Abort(reason));
            return;
        }

        if (await input.BodyAsync((int)header.Value.Length) is not { } body)
        {
            LogNoRequest(log, remote);
        }
        else if (AssociateDecoder.Request(body) is not { } request)
        {
            LogNotDicom(log, remote);
            await output.SendAsync(AssociateEncoder.Abort(AbortReason.InvalidParameterValue));
        }
        else
        {
            await NegotiateAsync(request, input, output, remote, stop);
        }
    }

    private async Task NegotiateAsync(AssociateRequest request, PeerInput input, PeerOutput output, string remote, CancellationToken stop)
    {
        var refusal = _negotiator.Refuse(request);
        var isCounted = refusal is null;
        if (isCounted && Interlocked.Increment(ref _open) > options.MaxAssociations) refusal = RejectReason.LocalLimitExceeded;
        try
        {
            if (refusal is { } reason)
            {
                LogRejected(log, request.CallingAe, request.CalledAe, remote, reason.Words);
                await output.SendAsync(AssociateEncoder.Reject(reason));
                return;
            }

            var association = new AssociationInfo(Interlocked.Increment(ref _lastId), request.CallingAe, request.CalledAe, remote);
            await RunAsync(association, request, input, output, stop);
        }
        finally
        {
            if (isCounted) Interlocked.Decrement(ref _open);
        }
    }

    private async Task RunAsync(AssociationInfo association, AssociateRequest request, PeerInput input, PeerOutput output, CancellationToken stop)
    {
        var contexts = new AcceptedContext?[256];
        var accept = _negotiator.Accept(request, contexts);
        var acceptedCount = accept.Contexts.Count(context => context.Result == ContextResult.Accepted);
        LogOpened(log, association.Id, association.CallingAe, association.RemoteAddress, acceptedCount);
        sink.AssociationOpened(association);
        var ending = Ending.Lost;
        var stored = 0;
        try
        {
            await using var receiver = new MessageReceiver(association, contexts, sink, output, log, stop);
            if (await output.SendAsync(AssociateEncoder.Accept(accept))) ending = await new AcceptedAssociation(input, output, receiver, options, stop).RunAsync();
            stored = receiver.Stored;
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            ending = stop.IsCancellationRequested ? Ending.Stopping : Ending.Lost;
        }
        finally
        {
            sink.AssociationClosed(association, ending.End);
            LogClosed(log, association.Id, ending.End, ending.Why, stored);
        }

        if (ending.Abort is { } reason) await output.SendAsync(AssociateEncoder.Abort(reason));
    }

    private static void TrySetNoDelay(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // Gone before it began; the first read says so.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Association {Association} opened by {CallingAe} at {Remote}: {Contexts} presentation contexts accepted")]
    private static partial void LogOpened(ILogger log, long association, string callingAe, string remote, int contexts);

    [LoggerMessage(Level = LogLevel.Information, Message = "Association {Association} closed: {End} ({Why}), {Stored} instances stored")]
    private static partial void LogClosed(ILogger log, long association, AssociationEnd end, string why, int stored);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Association from {CallingAe} to {CalledAe} at {Remote} refused: {Why}")]
    private static partial void LogRejected(ILogger log, string callingAe, string calledAe, string remote, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Remote} connected to the DICOM port and does not speak DICOM")]
    private static partial void LogNotDicom(ILogger log, string remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Remote} connected to the DICOM port and asked for no association")]
    private static partial void LogNoRequest(ILogger log, string remote);
}
