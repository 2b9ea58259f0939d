using EdgeNode.Contracts.Results;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Inference.SelfTest;

namespace EdgeNode.Appliance.Models;

/// <summary>A bundle that is loaded and may be used: what segments, and who it is.</summary>
/// <param name="ProviderNotes">Why faster providers are not in use, one line each.</param>
/// <param name="Degraded">A technical alarm: the GPU that this box should have is not what computes; null where all is as it should be.</param>
public sealed record ActiveModel(
    ModelBundle Bundle,
    LoadedNetworks Networks,
    Segmenter Segmenter,
    ModelIdentity Identity,
    IReadOnlyList<string> ProviderNotes,
    CaseReason? Degraded)
{
    public bool ClinicalUse => Bundle.Manifest.ClinicalUse;

    /// <summary>Runs the golden case.</summary>
    public SelfTestResult Test(CancellationToken cancel) => ModelSelfTest.Run(Bundle, Networks, cancel);
}
