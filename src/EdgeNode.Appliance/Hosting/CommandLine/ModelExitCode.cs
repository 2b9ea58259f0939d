using EdgeNode.Inference;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>A model that is not there is missing input; one that is there and cannot be used is unsuitable input.</summary>
internal static class ModelExitCode
{
    public static int Of(string code) => code == ProblemCodes.ModelMissing ? ExitCode.InputMissing : ExitCode.InputUnsuitable;
}
