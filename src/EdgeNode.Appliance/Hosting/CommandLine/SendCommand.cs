using System.CommandLine;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Dicom.Network;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode send DIR --to AET@HOST:PORT</c>: C-STORE of every file of a folder over one association.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder of DICOM files, or one file." };
        var to = new Option<string>("--to") { Description = "Where to: AET@HOST:PORT.", Required = true };
        var from = CommonOptions.From();
        var command = new Command("send", "Send DICOM files to a peer (C-STORE).") { folder, to, from };
        var how = new PeerOption();
        how.AddTo(command);
        command.SetAction(async (parsed, cancel) => how.Read(parsed.GetValue(to)!, parsed) is { } peer ? await RunAsync(parsed.GetValue(folder)!, peer, parsed.GetValue(from)!, cancel) : ExitCode.Usage);
        return command;
    }

    private static async Task<int> RunAsync(string folder, DicomPeer peer, string from, CancellationToken cancel)
    {
        var files = InputReader.Files(folder);
        if (files.Count == 0)
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{folder}' holds no file: name a folder of DICOM files."), ExitCode.InputMissing);
        }

        var progress = ProgressLine.OnStderr();
        var result = await new StorageClient(TimeProvider.System).SendAsync(
            peer, from, files, new Immediate<SendProgress>(done => progress.Show("sent", done.Done, done.Total)), cancel);
        progress.End();
        foreach (var refused in result.Files.Where(file => !file.IsStored).Take(20))
        {
            Console.Error.WriteLine($"edgenode: {refused.Reason ?? "NOT_STORED"}: {refused.Path}: {refused.Detail ?? $"status {refused.Status}"}");
        }

        Console.Out.WriteLine($"{result.Stored} of {result.Files.Count} stored by {peer}");
        return result.Failure is { } failure ? Complaint.Because(new(failure.Reason, failure.Detail), ExitCode.PeerUnavailable)
            : result.IsComplete ? ExitCode.Done
            : ExitCode.InputUnsuitable;
    }
}
