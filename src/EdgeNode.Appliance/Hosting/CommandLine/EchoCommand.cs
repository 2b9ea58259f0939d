using System.CommandLine;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode echo AET@HOST:PORT</c>: C-ECHO.</summary>
internal static class EchoCommand
{
    public static Command Create()
    {
        var peer = CommonOptions.Peer();
        var from = CommonOptions.From();
        var command = new Command("echo", "Ask a DICOM peer whether it answers (C-ECHO).") { peer, from };
        var how = new PeerOption();
        how.AddTo(command);
        command.SetAction(async (parsed, cancel) => how.Read(parsed.GetValue(peer)!, parsed) is { } to ? await RunAsync(to, parsed.GetValue(from)!, cancel) : ExitCode.Usage);
        return command;
    }

    private static async Task<int> RunAsync(DicomPeer peer, string from, CancellationToken cancel)
    {
        var echo = await new EchoClient(TimeProvider.System).EchoAsync(peer, from, cancel);
        if (!echo.IsSuccess)
        {
            return Complaint.Because(new(echo.Failure?.Reason ?? "ECHO_FAILED", echo.Failure?.Detail ?? $"{peer} answered status {echo.Status}."), ExitCode.PeerUnavailable);
        }

        Console.Out.WriteLine($"{peer} answers ({echo.Elapsed.TotalMilliseconds:0} ms)");
        return ExitCode.Done;
    }
}
