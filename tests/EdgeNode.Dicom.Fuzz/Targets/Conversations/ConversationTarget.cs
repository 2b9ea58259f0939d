using System.IO.Pipelines;
using System.Net;
using EdgeNode.Dicom.Fuzz.Inputs;
using EdgeNode.Dicom.Fuzz.Mutations;
using EdgeNode.Dicom.Fuzz.Seeds;
using EdgeNode.Dicom.Network;
using Microsoft.AspNetCore.Connections;

namespace EdgeNode.Dicom.Fuzz.Targets.Conversations;

/// <summary>
/// The whole service: a connection over which a peer says whatever it likes, in pieces of any size, and then closes, resets, or falls silent
/// until every limit has passed. The connection must end, and leave nothing open behind it.
/// </summary>
internal sealed class ConversationTarget : IFuzzTarget
{
    // One connection with its pipes, timers and log lines, and the longest association request, which is held whole.
    private const int FixedBytes = 64 * 1024;

    // Each arrival of bytes resumes what waited for them, and each answer is built: this much, which is garbage at once.
    private const int BytesOfStep = 2 * 1024;
#if DEBUG
    // Without optimisation every asynchronous call makes an object.
    private const int Factor = 16 * AllocationLimit.Factor;
#else
    private const int Factor = AllocationLimit.Factor;
#endif
    private const int MostWaits = 16;

    private readonly MemorySink _sink = new();
    private readonly MemoryCommitment _commitment = new();
    private readonly ManualTime _time = new();
    private readonly WordLog _log = new();
    private readonly DicomConnectionHandler _handler;

    public ConversationTarget() => _handler = new(_sink, new DicomListenerOptions(), _time, _log, _commitment);

    public string Name => "pdu";

    public long Accepted { get; private set; }

    public Dialect Dialect => Dialect.Pdus;

    public IEnumerable<byte[]> Seeds(string? dataFolder) => ConversationSeeds.Conversations();

    public ulong Execute(ReadOnlyMemory<byte> input)
    {
        // How it is said follows from what is said, so that an input alone repeats its finding.
        var way = new FuzzRandom((ulong)input.Length + (input.Length > 0 ? input.Span[^1] : 0UL) + (input.Length > 100 ? input.Span[100] * 256UL : 0UL));
        _commitment.Reset();
        _commitment.Reporter = way.OneIn(4) ? _handler : null;
        _sink.Reset(way.OneIn(4) ? way.Below(5) : 0);
        var before = AllocationLimit.Now;
        var listens = !way.OneIn(16);
        var incoming = new Pipe(new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, minimumSegmentSize: way.OneIn(2) ? 64 : 4096, useSynchronizationContext: false));
        var outgoing = new Pipe(new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: listens ? 0 : 64, resumeWriterThreshold: listens ? 0 : 32, useSynchronizationContext: false));
        var connection = new DefaultConnectionContext("fuzz", new Duplex(incoming.Reader, outgoing.Writer), new Duplex(outgoing.Reader, incoming.Writer)) { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 104) };

        var serving = _handler.OnConnectedAsync(connection);
        var pieces = Say(input, incoming.Writer, way);
        var end = way.Below(4);
        if (end == 0) incoming.Writer.Complete(new ConnectionResetException("reset"));
        else if (end < 3) incoming.Writer.Complete();
        for (var waits = 0; !serving.IsCompleted && waits < MostWaits; waits++)
        {
            if (!_time.Expire()) break;
        }

        if (!serving.IsCompleted) throw new InvariantException("A connection ends when its peer has ended or been silent", "");
        serving.GetAwaiter().GetResult();
        var allocated = AllocationLimit.Now - before;
        incoming.Reader.Complete();
        outgoing.Writer.Complete();
        var behaviour = Judge(outgoing.Reader, listens, out var answers);
        AllocationLimit.Check("A connection", AllocationLimit.Now - allocated, input.Length, FixedBytes + ((pieces + answers) * BytesOfStep), Factor);
        return behaviour;
    }

    private ulong Judge(PipeReader output, bool listens, out int answers)
    {
        _sink.CheckClosed();
        _commitment.CheckClosed();
        if (_handler.OpenAssociations != 0) throw new InvariantException("No association is counted that has ended", "");
        if (_sink.Ended is not null) Accepted++;
        var behaviour = new Behaviour();
        behaviour.Add(_log.TakeBehaviour());
        behaviour.AddCount(_sink.Committed);
        behaviour.AddCount(_commitment.Requested);
        behaviour.AddCount(_sink.Bytes);
        behaviour.Add((ulong)_sink.Trouble);
        answers = listens ? Answers.Check(output, ref behaviour) : 1;
        output.Complete();
        return behaviour.Value;
    }

    /// <summary>Returns in how many pieces the bytes went.</summary>
    private static int Say(ReadOnlyMemory<byte> input, PipeWriter writer, FuzzRandom way)
    {
        var pieces = 0;
        var most = way.OneIn(3) ? input.Length : way.OneIn(4) ? 8 : 1 + (input.Length / 4);
        while (input.Length > 0)
        {
            var piece = Math.Min(input.Length, 1 + way.Below(most));
            input.Span[..piece].CopyTo(writer.GetSpan(piece));
            writer.Advance(piece);
            // Nothing limits this pipe: the flush is complete at once, and what waits for the bytes has run by then.
            if (!writer.FlushAsync().AsTask().IsCompleted) throw new InvariantException("Bytes that come are taken", "");
            input = input[piece..];
            pieces++;
        }

        return pieces;
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
