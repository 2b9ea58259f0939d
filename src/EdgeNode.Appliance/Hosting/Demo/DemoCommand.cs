using System.CommandLine;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.CommandLine;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Network;
using EdgeNode.Phantom;

namespace EdgeNode.Appliance.Hosting.Demo;

/// <summary><c>edgenode demo</c>: the service with its embedded broker, the centre beside it, and one study sent by C-STORE.</summary>
internal static class DemoCommand
{
    private const string Scanner = "DEMO_SCANNER";

    // A neck with all three classes, among those the reference model was neither trained on (from 1000) nor measured with (from 9000).
    private const ulong Seed = 7;
    private const int Nodes = 9;

    public static Command Create()
    {
        var study = new Option<string?>("--study") { Description = "Folder of your own CT (default: a synthetic neck)." };
        var model = CommonOptions.Model();
        var exit = new Option<bool>("--exit") { Description = "End after the centre's receipt instead of waiting for Ctrl-C." };
        var command = new Command("demo", "Walk one study from the scanner to the alarm and the centre's receipt.") { study, model, exit };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(study), parsed.GetValue(model), parsed.GetValue(exit), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? study, string? model, bool exit, CancellationToken cancel)
    {
        var plan = DemoPlan.Fresh();
        var files = Files(study, plan, cancel);
        if (files.Count == 0)
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{study}' holds no file: name a folder of DICOM files with STUDY=dir."), ExitCode.InputMissing);
        }

        try
        {
            await using var appliance = DemoProcess.Start("edgenode", Path.Combine(plan.Folder, "appliance.log"), plan.ApplianceSettings(model));
            await using var centre = DemoProcess.Start("edgenode-center", Path.Combine(plan.Folder, "centre.log"), plan.CentreSettings());
            return await FollowAsync(plan, appliance, files, exit, cancel);
        }
        catch (OperationCanceledException)
        {
            Console.Out.WriteLine(" Stopped.");
            return ExitCode.Done;
        }
    }

    private static IReadOnlyList<string> Files(string? study, DemoPlan plan, CancellationToken cancel)
    {
        if (study is not null)
        {
            return InputReader.Files(study);
        }

        var folder = Path.Combine(plan.Folder, "phantom");
        PhantomCommand.Write(new PhantomOptions { Seed = Seed, Nodes = Nodes }, folder, TransferSyntax.ExplicitVrLittleEndian.Uid, cancel);
        return InputReader.Files(folder);
    }

    private static async Task<int> FollowAsync(DemoPlan plan, DemoProcess appliance, IReadOnlyList<string> files, bool exit, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = new Uri(plan.Kiosk) };
        var progress = ProgressLine.OnStderr();
        var follower = new CaseFollower(http, progress, TimeProvider.System);
        progress.Show("starting the appliance and loading the model", 0, 0);
        if (!await follower.ReadyAsync(() => appliance.HasEnded, cancel))
        {
            progress.End();
            return Complaint.Because(new("NOT_READY", $"The appliance did not become ready; its log is {Path.Combine(plan.Folder, "appliance.log")}."), ExitCode.PeerUnavailable);
        }

        progress.End();
        Console.Out.WriteLine($" Kiosk: {plan.Kiosk}   DICOM: EDGENODE@127.0.0.1:{plan.DicomPort}   Centre: {plan.Centre}");
        Console.Out.WriteLine($" Every message, as it passes: {plan.LookIn}");
        var sent = await new StorageClient(TimeProvider.System).SendAsync(
            new("EDGENODE", "127.0.0.1", plan.DicomPort), Scanner, files, new Immediate<SendProgress>(done => progress.Show("received", done.Done, done.Total)), cancel);
        if (sent.Failure is { } failure || sent.Stored == 0)
        {
            progress.End();
            var why = sent.Failure ?? new PeerFailure("NOT_STORED", sent.Files.FirstOrDefault(file => !file.IsStored)?.Detail ?? "no instance was stored");
            return Complaint.Because(new(why.Reason, why.Detail), ExitCode.PeerUnavailable);
        }

        var ended = await follower.ToEndAsync(sent.Stored, cancel);
        Tell(ended);
        var receipt = await follower.ReceiptAsync(ended.Row.Id, cancel);
        Console.Out.WriteLine(receipt is { } at ? $" Centre: receipt at {at.ToLocalTime():HH:mm:ss}, the report has left the outbox" : " Centre: no receipt yet, the report waits in the outbox");
        Console.Out.WriteLine($" Kiosk: {plan.Kiosk}");
        if (!exit)
        {
            Console.Out.WriteLine(" Running; Ctrl-C stops.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        }

        return receipt is null ? ExitCode.TryAgain : ended.Row.State == CaseState.Analysed ? ExitCode.Done : ExitCode.InputUnsuitable;
    }

    private static void Tell(Kiosk.CaseDetail ended)
    {
        if (ended.Result is not { State: CaseState.Analysed } result)
        {
            Console.Out.WriteLine($" {ended.Row.State}: {ended.Row.Reason?.Code}: {ended.Row.Reason?.Text}");
            return;
        }

        Console.Out.WriteLine(ended.Row.Alarm is null ? " No alarm was raised; this is not a normal report." : $" ALARM P{result.Priority!.Level}");
        Console.Out.WriteLine($" {result.Series!.Why}");
        FindingsTable.Write(Console.Out, result);
    }
}
