using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeNode.Dicom.Pixels.Codecs.Jpeg2000;

namespace EdgeNode.Dicom.Pixels.Codecs.Isolation;

/// <summary>
/// Native decoding in processes of its own. A native decoder may end its process for damaged streams, by an assertion or worse, which no handler can stop:
/// it may take a worker with it, and the frame is corrupt, but never the program that receives images.
/// </summary>
/// <remarks>A worker begins when the first frame needs it, serves frame after frame and ends by itself when none came for a while.</remarks>
public static class CodecProcess
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentBag<CodecWorker> Resting = [];

    /// <summary>
    /// How a worker is started: a program that calls <see cref="ServeAsync"/>. Set once by the program at its start; without it native decoders run in this
    /// process.
    /// </summary>
    public static ProcessStartInfo? Command { get; set; }

    /// <summary>Ends the workers that wait for a frame.</summary>
    public static void Rest()
    {
        while (Resting.TryTake(out var worker)) worker.Dispose();
    }

    /// <summary>What the worker's program runs: frames from <paramref name="requests"/> until it ends or nothing came for half a minute.</summary>
    public static async Task ServeAsync(Stream requests, Stream answers)
    {
        while (true)
        {
            using var idle = new CancellationTokenSource(Idle);
            if (await CodecMessages.ReadRequestAsync(requests, idle.Token) is not { } request) return;
            var samples = new byte[request.Described.FrameBytes];
            var problem = Jpeg2000Codec.DecodeHere(request.Stream, request.Described, samples);
            await CodecMessages.WriteAnswerAsync(answers, problem, samples);
        }
    }

    internal static PixelProblem? Decode(ProcessStartInfo command, ReadOnlyMemory<byte> stream, PixelDescription described, Span<byte> destination)
    {
        // A resting worker may have ended meanwhile; a fresh one has not.
        while (Resting.TryTake(out var resting))
        {
            if (resting.Begin(stream, described)) return End(resting, destination);
            resting.Dispose();
        }

        var worker = new CodecWorker(command);
        if (worker.Begin(stream, described)) return End(worker, destination);
        worker.Dispose();
        return Dead;
    }

    private static PixelProblem Dead => PixelProblem.Corrupt("The decoder gave up on the compressed stream");

    private static PixelProblem? End(CodecWorker worker, Span<byte> destination)
    {
        if (worker.TryEnd(destination, out var problem))
        {
            Resting.Add(worker);
            return problem;
        }

        worker.Dispose();
        return Dead;
    }
}
