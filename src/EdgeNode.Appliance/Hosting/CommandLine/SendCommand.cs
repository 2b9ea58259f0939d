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
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(to)!, parsed.GetValue(from)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string to, string from, CancellationToken cancel)
    {
        if (!DicomPeer.TryParse(to, out var peer))
        {
            return Complaint.Because(new("USAGE", $"'{to}' is not AET@HOST:PORT, such as EDGENODE@127.0.0.1:11112."), ExitCode.Usage);
        }

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
