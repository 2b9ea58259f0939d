using System.Diagnostics;

namespace EdgeNode.Dicom.Pixels.Codecs.Isolation;

/// <summary>One worker process, for one frame at a time. Whatever goes wrong with it is told by false; it is then of no more use.</summary>
internal sealed class CodecWorker : IDisposable
{
    private static readonly TimeSpan LongestDecoding = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    public CodecWorker(ProcessStartInfo command)
    {
        var start = new ProcessStartInfo(command.FileName, command.ArgumentList) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The codec process did not start.");
        // What an assertion prints is nobody's concern; unread it would fill the pipe.
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>Sends a frame.</summary>
    public bool Begin(ReadOnlyMemory<byte> stream, PixelDescription described)
    {
        try
        {
            CodecMessages.WriteRequest(_process.StandardInput.BaseStream, stream.Span, described);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits for the samples or the problem.</summary>
    public bool TryEnd(Span<byte> destination, out PixelProblem? problem)
    {
        using var deadline = new CancellationTokenSource(LongestDecoding);
        using var kill = deadline.Token.Register(() => _process.Kill());
        try
        {
            problem = CodecMessages.ReadAnswer(_process.StandardOutput.BaseStream, destination);
            return true;
        }
        catch (IOException)
        {
            problem = null;
            return false;
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // Ended already.
        }

        _process.Dispose();
    }
}
