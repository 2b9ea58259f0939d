using System.CommandLine;
using System.Diagnostics;
using EdgeNode.Dicom.Pixels.Codecs.Isolation;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode decode-frames</c>, which the program says to itself: decodes the compressed frames that come on stdin.</summary>
internal static class DecodeCommand
{
    private const string Verb = "decode-frames";

    /// <summary>How this program is started for it.</summary>
    public static ProcessStartInfo Start => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? new(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "edgenode.dll"), Verb])
        : new(Environment.ProcessPath!, [Verb]);

    public static Command Create()
    {
        var command = new Command(Verb, "Decode compressed frames for another process.") { Hidden = true };
        command.SetAction(async (_, _) =>
        {
            await using var requests = Console.OpenStandardInput();
            await using var answers = Console.OpenStandardOutput();
            await CodecProcess.ServeAsync(requests, answers);
            return ExitCode.Done;
        });
        return command;
    }
}
