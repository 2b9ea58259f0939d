namespace EdgeNode.Appliance.Hosting.Options;

/// <summary><c>analysis</c>: which model runs on what, and by which rules its findings are judged.</summary>
public sealed record AnalysisOptions
{
    /// <summary>Folder of the model bundle.</summary>
    public string Model { get; init; } = "models/reference";

    /// <summary><c>auto</c> takes TensorRT, then CUDA, then the CPU; a named one is taken or nothing is.</summary>
    public string Provider { get; init; } = "auto";

    /// <summary>File of a site's own rule table; empty takes the one that comes with the program.</summary>
    public string Rules { get; init; } = "";

    /// <summary>Which of several usable series is analysed; a list given here replaces the included one.</summary>
    public IReadOnlyList<SeriesRule> Series { get; init; } = SeriesRule.Included;

    public IEnumerable<OptionError> Validate()
    {
        foreach (var error in Series.SelectMany((rule, i) => rule.Validate($"analysis.series[{i}]")))
        {
            yield return error;
        }

        if (Model.Length == 0)
        {
            yield return new("analysis.model", "names the folder of a model bundle, such as \"models/reference\"");
        }

        if (Provider is not ("auto" or "tensorrt" or "cuda" or "cpu"))
        {
            yield return new("analysis.provider", "is \"auto\", \"tensorrt\", \"cuda\" or \"cpu\"");
        }
    }
}
