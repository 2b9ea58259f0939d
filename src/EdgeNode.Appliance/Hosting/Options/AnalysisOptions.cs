using EdgeNode.Imaging.Coverage;

namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>analysis</c>: which model runs on what, and by which rules its findings are judged.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Folder or zip file of the model bundle.</summary>
    public string Model { get; init; } = "models/reference";

    /// <summary><c>auto</c> takes TensorRT, then CUDA, then the CPU; <c>tensorrt</c> and <c>cuda</c> say that the box must have a GPU.</summary>
    public string Provider { get; init; } = "auto";

    /// <summary>Where a GPU was asked for by name and none works: go on with the CPU, under a technical alarm, instead of not analysing.</summary>
    public bool AllowCpu { get; init; }

    /// <summary>Folder of TensorRT's engines; empty for <c>engines</c> in the data folder.</summary>
    public string EngineCache { get; init; } = "";

    /// <summary>ONNX Runtime's native library instead of the one that comes with the program; empty for that one (docs/gpu.md).</summary>
    public string NativeLibrary { get; init; } = "";

    /// <summary>Beyond nnU-Net: crop to the patient first. Recorded in the result.</summary>
    public bool BodyBox { get; init; }

    /// <summary>Beyond nnU-Net: tiles of nothing but air share one answer, noise and all. Recorded in the result.</summary>
    public bool ReuseAirTiles { get; init; }

    /// <summary>Beyond nnU-Net: distance of tiles as a share of a tile instead of the bundle's; 0 for the bundle's. Recorded in the result.</summary>
    public double TileStep { get; init; }

    /// <summary>
    /// A step of an analysis (a hundredth of its tiles) that takes longer is taken for a hang: the service ends, is restarted, and tries the case
    /// again a few times. Longer than any step on this box.
    /// </summary>
    public double StepMinutes { get; init; } = 5;

    /// <summary>File of a site's own rule table; empty takes the one that comes with the program.</summary>
    public string Rules { get; init; } = "";

    /// <summary>Which of several usable series is analysed; a list given here replaces the included one.</summary>
    public IReadOnlyList<SeriesRule> Series { get; init; } = SeriesRule.Included;

    /// <summary>What tells a neck from the rest of the body, and how much of it must be in the image.</summary>
    public CoverageThresholds Coverage { get; init; } = new();

    public IEnumerable<OptionError> Validate()
    {
        foreach (var error in CoverageMistakes.Of(Coverage, "analysis.coverage"))
        {
            yield return error;
        }

        foreach (var error in Series.SelectMany((rule, i) => rule.Validate($"analysis.series[{i}]")))
        {
            yield return error;
        }

        if (Model.Length == 0)
        {
            yield return new("analysis.model", "names the folder or zip file of a model bundle, such as \"models/reference\"");
        }

        if (Provider is not ("auto" or "tensorrt" or "cuda" or "cpu"))
        {
            yield return new("analysis.provider", "is \"auto\", \"tensorrt\", \"cuda\" or \"cpu\"");
        }

        if (StepMinutes is not (>= 0.1 and <= 120))
        {
            yield return new("analysis.stepMinutes", "is from 0.1 to 120 minutes");
        }

        if (TileStep is not (>= 0 and <= 1))
        {
            yield return new("analysis.tileStep", "is above 0 and at most 1, or 0 for the model's own");
        }
    }
}
