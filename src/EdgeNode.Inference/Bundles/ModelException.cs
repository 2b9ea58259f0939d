namespace EdgeNode.Inference.Bundles;

/// <summary>Carries a problem out of the readers of a bundle to <see cref="ModelBundle.Open"/>, which returns it as a value.</summary>
internal sealed class ModelException(InferenceProblem problem) : Exception(problem.Text)
{
    public InferenceProblem Problem { get; } = problem;

    public static ModelException Missing(string file, string advice) =>
        new(new(ProblemCodes.ModelMissing, $"{file} is missing from the model bundle: {advice}"));

    public static ModelException Malformed(string file, string what) =>
        new(new(ProblemCodes.ModelMalformed, $"{file} of the model bundle: {what} Export the bundle again."));

    public static ModelException Unsupported(string file, string what) =>
        new(new(ProblemCodes.ModelUnsupported, $"{file} of the model bundle: {what} Use a model without it, or a later EdgeNode."));
}
