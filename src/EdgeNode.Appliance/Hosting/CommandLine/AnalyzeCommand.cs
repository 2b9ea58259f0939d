using System.CommandLine;
using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode analyze INPUT --out DIR</c>: result.json and segmentation.nii.gz, without the service.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "Folder or zip of DICOM files, one DICOM file, .nii, .nii.gz or .nrrd; or a folder that holds such files." };
        var folder = new Option<string>("--out") { Description = "Folder for result.json and segmentation.nii.gz.", Required = true };
        var (config, model, json) = (CommonOptions.Config(), CommonOptions.Model(), CommonOptions.Json());
        var verbose = new Option<bool>("--verbose") { Description = "Say how long each stage took." };
        var command = new Command("analyze", "Analyse one study without the service.") { input, folder, config, model, json, verbose };
        command.SetAction((parsed, cancel) => Task.Run(
            () => Run(parsed.GetValue(input)!, parsed.GetValue(folder)!, parsed.GetValue(config), parsed.GetValue(model), parsed.GetValue(json), parsed.GetValue(verbose), cancel),
            cancel));
        return command;
    }

    private static int Run(string input, string folder, string? config, string? bundle, bool json, bool verbose, CancellationToken cancel)
    {
        if (!File.Exists(input) && !Directory.Exists(input))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{input}' is not there."), ExitCode.InputMissing);
        }

        var progress = ProgressLine.OnStderr();
        var times = new StageTimes();
        var (setup, exitCode) = AnalysisSetup.Load(config, bundle, progress, times);
        if (setup is not { Analysis: var analysis, Rules: var table, Model: var model })
        {
            return exitCode;
        }

        Directory.CreateDirectory(folder);
        progress.Show("reading", 0, 0);
        var study = times.Measure("read", () => InputReader.Read(input, analysis, cancel));
        if (study.Volume is not { } volume)
        {
            return Unsuitable(folder, study.Refusal!, study.Chosen, progress);
        }

        var report = new StageReport(stage => progress.Show(stage.Stage, stage.Done, stage.Total));
        var outcome = new VolumeAnalysis(table, TimeProvider.System).Run(model, volume, study.Stack, study.Facts!, report, cancel);
        if (outcome.Findings is not { } findings)
        {
            return Unsuitable(folder, outcome.Problem!, study.Chosen, progress);
        }

        times.Add(findings);
        progress.Show("writing", 0, 0);
        var result = findings.ToResult(Guid.CreateVersion7(), 1, study.Chosen!, model.Identity, new() { Analysed = TimeProvider.System.GetUtcNow() });
        times.Measure("write", () =>
        {
            NiftiWriter.Write(findings.Labels, Path.Combine(folder, "segmentation.nii.gz"));
            WriteResult(folder, result);
            return true;
        });
        progress.End();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractsJson.Default.CaseResult));
        }
        else
        {
            SeriesTable.Write(Console.Out, result);
            FindingsTable.Write(Console.Out, result);
        }

        if (verbose)
        {
            times.Write(Console.Error, findings);
        }

        return ExitCode.Done;
    }

    private static int Unsuitable(string folder, CaseReason reason, ChosenSeries? series, ProgressLine progress)
    {
        progress.End();
        WriteResult(folder, new() { CaseId = Guid.CreateVersion7(), Revision = 1, State = CaseState.Unsuitable, Reason = reason, Series = series });
        return Complaint.Because(reason, ExitCode.InputUnsuitable);
    }

    private static void WriteResult(string folder, CaseResult result) =>
        File.WriteAllText(Path.Combine(folder, "result.json"), JsonSerializer.Serialize(result, ContractsJson.Default.CaseResult));
}
