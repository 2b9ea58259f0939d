using System.Collections.Concurrent;
using EdgeNode.Dicom.Network.Commitment;
using EdgeNode.Dicom.Network.UpperLayer;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace EdgeNode.Dicom.Network.Accepting;

/// <summary>Answers association requests and sees accepted associations through to their end; knows the open ones.</summary>
internal sealed partial class Acceptor(IInstanceSink sink, IStorageCommitment? commitment, DicomListenerOptions options, TimeProvider time, ILogger log)
{
    private const int ContextsLogged = 32;

    private readonly Negotiator _negotiator = new(options, offersCommitment: commitment is not null);
    private readonly BytesInFlight _flight = new(options.MaxBytesInFlight);
    private readonly AddressLimit _addresses = new(options.MaxAssociationsPerAddress);
    private readonly ConcurrentDictionary<long, EventReports> _reports = new();
    private long _lastId;
    private int _open;

    public int Open => Volatile.Read(ref _open);

    public AssociationLog Log { get; } = new(options.AssociationLogLength);

    public async Task<DimseStatus?> TryReportAsync(long association, CommitmentReport report, CancellationToken cancel) =>
        _reports.TryGetValue(association, out var reports) && reports.IsPossible ? await reports.SendAsync(report, cancel) : null;

    public async Task NegotiateAsync(AssociateRequest request, PeerLink peer)
    {
        var (refusal, role) = _negotiator.Admit(request, peer.Remote?.Address);
        if (refusal is null && !_addresses.TryEnter(peer.Remote?.Address)) refusal = new(RejectReason.LocalLimitExceeded, "too many associations from this address");
        var isCounted = refusal is null;
        if (isCounted) refusal = Interlocked.Increment(ref _open) > options.MaxAssociations ? new(RejectReason.LocalLimitExceeded) : _negotiator.Postpone(request);
        try
        {
            if (refusal is null) await RunAsync(request, role, peer);
            else await RefuseAsync(refusal, request, peer);
        }
        finally
        {
            if (isCounted)
            {
                Interlocked.Decrement(ref _open);
                _addresses.Leave(peer.Remote?.Address);
            }
        }
    }

    private async Task RefuseAsync(Refusal refusal, AssociateRequest request, PeerLink peer)
    {
        LogRejected(log, request.CallingAe, request.CalledAe, peer.Address, refusal.Why);
        var track = new AssociationTrack(Entry(request, peer, []));
        track.Close(AssociationOutcome.Rejected, refusal.Why, time.GetUtcNow());
        Log.Add(track);
        await peer.Output.SendAsync(AssociateEncoder.Reject(refusal.Reason));
    }

    private async Task RunAsync(AssociateRequest request, PeerRole role, PeerLink peer)
    {
        var contexts = new AcceptedContext?[256];
        var accept = _negotiator.Accept(request, role, contexts);
        var association = new AssociationInfo(Interlocked.Increment(ref _lastId), request.CallingAe, request.CalledAe, peer.Address);
        var track = new AssociationTrack(Entry(request, peer, contexts));
        Log.Add(track);
        var accepted = accept.Contexts.Count(context => context.Result == ContextResult.Accepted);
        LogOpened(log, association.Id, association.CallingAe, association.RemoteAddress, accepted);
        peer.Output.MaxPduBytes = request.User.MaxPduBytes;
        sink.AssociationOpened(association);
        var ending = Ending.Lost;
        try
        {
            ending = await TalkAsync(association, accept, contexts, peer, track);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            ending = peer.Stop.IsCancellationRequested ? Ending.Stopping : Ending.Lost;
        }
        finally
        {
            sink.AssociationClosed(association, ending.End);
            track.Close(ending.Outcome, ending.Why, time.GetUtcNow());
            LogClosed(log, association.Id, ending.End, ending.Why, track.Stored);
        }

        if (ending.Abort is { } reason) await peer.Output.SendAsync(AssociateEncoder.Abort(reason));
    }

    private async Task<Ending> TalkAsync(AssociationInfo association, AssociateAccept accept, AcceptedContext?[] contexts, PeerLink peer, AssociationTrack track)
    {
        using var reports = new EventReports(peer.Output, contexts, time, options.ResponseTimeout);
        var operations = new Operations(association, sink, commitment, _flight, options.MaxInstanceBytes, log, peer.Stop);
        // Twice, so that an instance over the limit still ends with its status and not with its association.
        await using var receiver = new MessageReceiver(contexts, operations, peer.Output, reports, track, maxMessageBytes: 2 * options.MaxInstanceBytes);
        if (!await peer.Output.SendAsync(AssociateEncoder.Accept(accept))) return Ending.Lost;
        // After the accept, so that no report can overtake it, and before the first read: whoever asked finds the way.
        _reports[association.Id] = reports;
        try
        {
            return await new AcceptedAssociation(peer.Input, peer.Output, receiver, options, peer.Stop).RunAsync();
        }
        finally
        {
            _reports.TryRemove(association.Id, out _);
        }
    }

    private AssociationEntry Entry(AssociateRequest request, PeerLink peer, AcceptedContext?[] contexts) => new(
        request.CallingAe,
        request.CalledAe,
        peer.Address,
        peer.IsTls,
        [.. contexts.OfType<AcceptedContext>().Distinct().Take(ContextsLogged).Select(context => new ContextEntry(context.AbstractSyntax, context.TransferSyntax))],
        time.GetUtcNow(),
        null,
        AssociationOutcome.Open,
        "open",
        0,
        0,
        0);

    [LoggerMessage(Level = LogLevel.Information, Message = "Association {Association} opened by {CallingAe} at {Remote}: {Contexts} presentation contexts accepted")]
    private static partial void LogOpened(ILogger log, long association, string callingAe, string remote, int contexts);

    [LoggerMessage(Level = LogLevel.Information, Message = "Association {Association} closed: {End} ({Why}), {Stored} instances stored")]
    private static partial void LogClosed(ILogger log, long association, AssociationEnd end, string why, int stored);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Association from {CallingAe} to {CalledAe} at {Remote} refused: {Why}")]
    private static partial void LogRejected(ILogger log, string callingAe, string calledAe, string remote, string why);
}
