using EdgeNode.Contracts.Results;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;

namespace EdgeNode.Appliance.Models;

/// <summary>A bundle that is loaded and may be used: what segments, and who it is.</summary>
public sealed record ActiveModel(ModelBundle Bundle, Segmenter Segmenter, ModelIdentity Identity, IReadOnlyList<string> ProviderNotes)
{
    public bool ClinicalUse => Bundle.Manifest.ClinicalUse;
}

/// <summary>A usable model, or the reason why there is none.</summary>
public sealed record ModelLoading(ActiveModel? Model, CaseReason? Problem)
{
    /// <summary>Opens a bundle, checks every checksum and loads its networks. Takes as long as the provider needs.</summary>
    /// <param name="path">Folder of the bundle.</param>
    /// <param name="provider"><c>auto</c>, <c>tensorrt</c>, <c>cuda</c> or <c>cpu</c>.</param>
    public static ModelLoading Load(string path, string provider, TimeProvider time)
    {
        var opened = ModelBundle.Open(path);
        if (!opened.IsUsable)
        {
            return Refused(opened.Problem);
        }

        var bundle = opened.Bundle;
        var wanted = Enum.Parse<ExecutionProvider>(provider, ignoreCase: true);
        var networks = NetworkLoader.Load(bundle, new OnnxNetworkOptions { Provider = wanted });
        if (networks.Problem is { } problem)
        {
            return Refused(problem);
        }

        var network = networks.Networks[0];
        var identity = new ModelIdentity(bundle.Manifest.Id, bundle.Manifest.Version, bundle.Sha256, network.Provider, network.Precision);
        return new(new(bundle, Segmenter.Create(bundle, networks, new(), time), identity, networks.Notes), null);
    }

    private static ModelLoading Refused(InferenceProblem problem) => new(null, new(problem.Code, problem.Text));
}
