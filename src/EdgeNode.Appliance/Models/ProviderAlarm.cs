using EdgeNode.Contracts.Results;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Appliance.Models;

/// <summary>When it is a technical alarm that something slower computes than should.</summary>
internal static class ProviderAlarm
{
    /// <param name="wanted">What the configuration asks for.</param>
    /// <param name="effective">What computes.</param>
    /// <param name="hasGpu">Whether the machine has a GPU.</param>
    /// <param name="notes">Why other providers are not in use.</param>
    public static CaseReason? Of(ExecutionProvider wanted, ExecutionProvider effective, bool hasGpu, IReadOnlyList<string> notes)
    {
        var expected = wanted == ExecutionProvider.Auto ? hasGpu && effective == ExecutionProvider.Cpu : wanted != effective;
        return expected
            ? new(
                effective == ExecutionProvider.Cpu ? "GPU_NOT_USED" : "PROVIDER_DEGRADED",
                $"Analyses run on {(effective == ExecutionProvider.Cpu ? "the CPU" : "CUDA")} and take longer, though {(wanted == ExecutionProvider.Auto ? "this machine has a GPU" : $"analysis.provider asks for {wanted}")}: {string.Join(" ", notes)} Run 'edgenode check' and call the service.")
            : null;
    }
}
