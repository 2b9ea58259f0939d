using System.Security.Cryptography;
using System.Text.Json;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Inference;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>Runs the appliance's own analysis on one case and measures it; keeps the measurement, so that it is made once for a program, a model and a truth.</summary>
internal sealed class CaseEvaluation(ActiveModel model, RuleTable rules, AnalysisOptions options, string folder)
{
    // Builds are deterministic: the same sources have the same ids, and others measure anew.
    private static readonly string Program = string.Join('.', new[] { typeof(CaseEvaluation), typeof(NiftiReader), typeof(Segmenter) }.Select(of => of.Module.ModuleVersionId.ToString("N")[..8]));

    /// <summary>A measurement, or why there is none.</summary>
    public (CaseMeasurement? Measured, RefusedCase? Refused) Run(EvaluationCase one, Action<StageProgress> progress, CancellationToken cancel)
    {
        var kept = Path.Combine(folder, "cases", one.Name + ".json");
        var key = Key(one);
        if (Kept(kept, key) is { } before)
        {
            return (before, null);
        }

        var study = InputReader.Read(one.Image, options, cancel);
        if (study.Volume is not { } ct)
        {
            return Refuse(one, study.Refusal!);
        }

        if (study.Stack is not null)
        {
            // Labels come back onto the slices, probabilities stay on the true grid: scores could not be told.
            return Refuse(one, new("TRUTH_STACK", "The slices are sheared or uneven and would be resampled: evaluate on a series with a regular grid."));
        }

        var reading = NiftiReader.ReadLabels(one.Truth);
        if (reading.Volume is not { } truth)
        {
            return Refuse(one, new(reading.Refusal!.Code, reading.Refusal.Text));
        }

        // A place of one voxel is enough: a truth on another grid is somebody else's.
        var corner = (ct.Geometry.OriginMm - truth.Geometry.OriginMm).Length;
        if (truth.Size != ct.Size || corner > ct.Geometry.SpacingMm.X)
        {
            return Refuse(one, new("TRUTH_GRID", "truth.nii.gz does not lie on the grid of the image: write it on that grid, with the slices in the order of position."));
        }

        var outcome = new VolumeAnalysis(rules, TimeProvider.System).Run(model, ct, null, study.Facts!, new StageReport(progress), cancel);
        if (outcome.Findings is not { } findings)
        {
            return Refuse(one, outcome.Problem!);
        }

        var scan = Scan(one);
        var measured = CaseMeasurer.Measure(one.Name, key, ct, truth, findings.Labels, findings.Segmentation.Foreground, findings.Segmentation.Border, VolumeAnalysis.ComponentRule(model).MinClassShare) with
        {
            Phase = scan?.Phase,
            SliceThicknessMm = scan?.SliceThicknessMm ?? ct.Geometry.SpacingMm.Z,
            NoiseHu = scan?.NoiseHu,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept + ".part", JsonSerializer.Serialize(measured, EvaluationJson.Default.CaseMeasurement));
        File.Move(kept + ".part", kept, overwrite: true);
        return (measured, null);
    }

    private static (CaseMeasurement?, RefusedCase?) Refuse(EvaluationCase one, CaseReason reason) => (null, new(one.Name, reason.Code, reason.Text));

    private string Key(EvaluationCase one)
    {
        using var truth = File.OpenRead(one.Truth);
        return $"{Convert.ToHexStringLower(SHA256.HashData(truth))}/{model.Identity.Sha256}/{Program}";
    }

    private static CaseMeasurement? Kept(string path, string key)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.CaseMeasurement) is { } kept && kept.Key == key ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TruthScan? Scan(EvaluationCase one)
    {
        try
        {
            return one.TruthJson is { } path ? JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.TruthFile)?.Scan : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
