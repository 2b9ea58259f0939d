using System.Text.Json;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Contracts.Results;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;

namespace EdgeNode.Appliance.Evaluation;

/// <summary>Runs the appliance's own analysis on one case and measures it; keeps the measurement, so that it is made once (<see cref="MeasurementKey"/>).</summary>
internal sealed class CaseEvaluation(ActiveModel model, RuleTable rules, AnalysisOptions options, string folder)
{
    /// <summary>A measurement, or why there is none.</summary>
    public (CaseMeasurement? Measured, RefusedCase? Refused) Run(EvaluationCase one, Action<StageProgress> progress, CancellationToken cancel)
    {
        var kept = Path.Combine(folder, "cases", one.Name + ".json");
        var key = MeasurementKey.Of(one, model, options);
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

        if (!SameGrid(truth.Geometry, ct.Geometry))
        {
            return Refuse(one, new("TRUTH_GRID", "truth.nii.gz does not lie on the grid of the image: write it on that grid, with the slices in the order of position."));
        }

        var outcome = new VolumeAnalysis(rules, TimeProvider.System).Run(model, ct, null, study.Facts!, new StageReport(progress), cancel);
        if (outcome.Findings is not { } findings)
        {
            return Refuse(one, outcome.Problem!);
        }

        var said = Said(one);
        var measured = CaseMeasurer.Measure(one.Name, key, ct, truth, findings.Labels, findings.Segmentation.Foreground, findings.Segmentation.Border, VolumeAnalysis.ComponentRule(model).MinClassShare) with
        {
            Phase = said?.Scan?.Phase,
            SliceThicknessMm = said?.Scan?.SliceThicknessMm ?? ct.Geometry.SpacingMm.Z,
            NoiseHu = said?.Scan?.NoiseHu,
            PlacedNodes = said?.Nodes?.Count,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept + ".part", JsonSerializer.Serialize(measured, EvaluationJson.Default.CaseMeasurement));
        File.Move(kept + ".part", kept, overwrite: true);
        return (measured, null);
    }

    private static (CaseMeasurement?, RefusedCase?) Refuse(EvaluationCase one, CaseReason reason) => (null, new(one.Name, reason.Code, reason.Text));

    /// <summary>Origin, spacing and direction: every corner within half a pixel. A truth on another grid is somebody else's.</summary>
    internal static bool SameGrid(GridGeometry a, GridGeometry b)
    {
        var (x, y, z) = (b.Size.X - 1, b.Size.Y - 1, b.Size.Z - 1);
        (int X, int Y, int Z)[] corners = [(0, 0, 0), (x, 0, 0), (0, y, 0), (0, 0, z)];
        return a.Size == b.Size && corners.All(c => (a.ToPatient(c.X, c.Y, c.Z) - b.ToPatient(c.X, c.Y, c.Z)).Length <= b.SpacingMm.X / 2);
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

    private static TruthFile? Said(EvaluationCase one)
    {
        try
        {
            return one.TruthJson is { } path ? JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.TruthFile) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
