using System.CommandLine;
using System.Text.Json;
using EdgeNode.Appliance.Evaluation;
using EdgeNode.Appliance.Evaluation.Report;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode evaluate --truth DIR --model BUNDLE [--out DIR]</c>: evaluation.json and evaluation.html.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { Description = "Folder with one folder a case: truth.nii.gz beside the image (DICOM, .nii.gz or .nrrd), as `edgenode phantom --cases` writes it.", Required = true };
        var folder = new Option<string>("--out") { Description = "Folder for evaluation.json and evaluation.html; what is measured there already is not measured again.", DefaultValueFactory = _ => "evaluation" };
        var (config, model) = (CommonOptions.Config(), CommonOptions.Model());
        var command = new Command("evaluate", "Measure a model on cases whose nodes are known.") { truth, model, folder, config };
        command.SetAction((parsed, cancel) => Task.Run(() => Run(parsed.GetValue(truth)!, parsed.GetValue(folder)!, parsed.GetValue(config), parsed.GetValue(model), cancel), cancel));
        return command;
    }

    private static int Run(string truth, string folder, string? config, string? bundle, CancellationToken cancel)
    {
        if (!Directory.Exists(truth))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{truth}' is not a folder."), ExitCode.InputMissing);
        }

        var cases = EvaluationCase.Find(truth);
        if (cases.Count == 0)
        {
            return Complaint.Because(new("NO_CASES", $"No folder in '{truth}' holds {EvaluationCase.TruthName}: make a set with `edgenode phantom --cases 20 --vary --out DIR`."), ExitCode.InputMissing);
        }

        var progress = ProgressLine.OnStderr();
        var (setup, exitCode) = AnalysisSetup.Load(config, bundle, progress, new StageTimes());
        if (setup is not { Analysis: var analysis, Rules: var table, Model: var model })
        {
            return exitCode;
        }

        Directory.CreateDirectory(folder);
        var (measured, refused) = (new List<CaseMeasurement>(), new List<RefusedCase>());
        var evaluation = new CaseEvaluation(model, table, analysis, folder);
        for (var i = 0; i < cases.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            progress.Show($"case {i + 1} of {cases.Count}", 0, 0);
            var (one, refusal) = evaluation.Run(cases[i], _ => { }, cancel);
            if (one is not null)
            {
                measured.Add(one);
            }
            else
            {
                refused.Add(refusal!);
                progress.End();
                Console.Error.WriteLine($"edgenode: {refusal!.Code}: case {refusal.Name}: {refusal.Text}");
            }
        }

        progress.End();
        var result = EvaluationResult.Of(model.Identity, model.ClinicalUse, measured, refused);
        File.WriteAllText(Path.Combine(folder, "evaluation.json"), JsonSerializer.Serialize(result, EvaluationJson.Default.EvaluationResult));
        File.WriteAllText(Path.Combine(folder, "evaluation.html"), EvaluationPage.Write(result, measured));
        Console.Out.WriteLine(EvaluationSummary.Of(result));
        return measured.Count == 0 ? ExitCode.InputUnsuitable : ExitCode.Done;
    }
}
