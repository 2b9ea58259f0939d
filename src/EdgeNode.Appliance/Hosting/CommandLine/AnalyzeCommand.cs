using System.CommandLine;
using System.Text.Json;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Contracts;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Numpy;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode analyze INPUT --out DIR</c>: result.json and segmentation.nii.gz, without the service.</summary>
internal static class AnalyzeCommand
{
    private const string Probabilities = "probabilities";

    public static Command Create()
    {
        var input = new Argument<string>("input") { Description = "Folder or zip of DICOM files, one DICOM file, .nii, .nii.gz or .nrrd; or a folder that holds such files." };
        var folder = new Option<string>("--out") { Description = "Folder for result.json and segmentation.nii.gz.", Required = true };
        var (config, model, json) = (CommonOptions.Config(), CommonOptions.Model(), CommonOptions.Json());
        var verbose = new Option<bool>("--verbose") { Description = "Say how long each stage took." };
        var probabilities = new Option<bool>("--save-probabilities") { Description = "Write probabilities.npz too, as nnU-Net does: float32 [label, z, y, x], on the grid of the input, before components are removed." };
        var command = new Command("analyze", "Analyse one study without the service.") { input, folder, config, model, json, verbose, probabilities };
        command.SetAction((parsed, cancel) => Task.Run(
            () => RunAsync(
                parsed.GetValue(input)!, parsed.GetValue(folder)!, parsed.GetValue(config), parsed.GetValue(model), parsed.GetValue(json), parsed.GetValue(verbose),
                parsed.GetValue(probabilities), cancel),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(string input, string folder, string? config, string? bundle, bool json, bool verbose, bool probabilities, CancellationToken cancel)
    {
        if (!File.Exists(input) && !Directory.Exists(input))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{input}' is not there."), ExitCode.InputMissing);
        }

        var progress = ProgressLine.OnStderr();
        var times = new StageTimes();
        var reading = Task.FromResult(new Study(null, null, null, null));
        var (setup, exitCode) = AnalysisSetup.Load(config, bundle, progress, times, options => reading = Task.Run(() => times.Measure("read", () => InputReader.Read(input, options, cancel)), cancel));
        if (setup is not { Rules: var table, Model: var model })
        {
            return exitCode;
        }

        Directory.CreateDirectory(folder);
        progress.Show("reading", 0, 0);
        var study = await reading;
        if (study.Volume is not { } volume)
        {
            return Unsuitable(folder, study.Refusal!, study.Chosen, progress);
        }

        var report = new StageReport(stage => progress.Show(stage.Stage, stage.Done, stage.Total));
        var outcome = new VolumeAnalysis(table, TimeProvider.System).Run(model, volume, study.Stack, study.Facts!, probabilities, report, cancel);
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
            if (findings.Probabilities is { } channels)
            {
                NumpyWriter.Write(channels, Probabilities, Path.Combine(folder, $"{Probabilities}.npz"));
            }

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
