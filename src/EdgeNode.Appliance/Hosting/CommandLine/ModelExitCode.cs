using EdgeNode.Inference;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary>A model that is not there is missing input; one that is there and cannot be used is unsuitable input; what the machine lacks is unavailable.</summary>
internal static class ModelExitCode
{
    public static int Of(string code) => code switch
    {
        ProblemCodes.ModelMissing => ExitCode.InputMissing,
        ProblemCodes.GpuMissing or ProblemCodes.NativeLibraryMissing => ExitCode.PeerUnavailable,
        _ => ExitCode.InputUnsuitable,
    };
}
