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
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(peer)!, parsed.GetValue(from)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string text, string from, CancellationToken cancel)
    {
        if (!DicomPeer.TryParse(text, out var peer))
        {
            return Complaint.Because(new("USAGE", $"'{text}' is not AET@HOST:PORT, such as EDGENODE@127.0.0.1:11112."), ExitCode.Usage);
        }

        var echo = await new EchoClient(TimeProvider.System).EchoAsync(peer, from, cancel);
        if (!echo.IsSuccess)
        {
            return Complaint.Because(new(echo.Failure?.Reason ?? "ECHO_FAILED", echo.Failure?.Detail ?? $"{peer} answered status {echo.Status}."), ExitCode.PeerUnavailable);
        }

        Console.Out.WriteLine($"{peer} answers ({echo.Elapsed.TotalMilliseconds:0} ms)");
        return ExitCode.Done;
    }
}
