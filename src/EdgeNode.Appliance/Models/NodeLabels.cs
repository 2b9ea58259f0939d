using EdgeNode.Contracts.Results;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Models;

/// <summary>
/// The labels that this box understands: 1 negative, 2 positive, 3 ENE. A network that calls them otherwise, or in another order, would turn an urgent
/// node into a harmless one without anybody noticing, so it is refused.
/// </summary>
internal static class NodeLabels
{
    public static InferenceProblem? Problem(ModelBundle bundle)
    {
        string[] known = ["background", .. Enum.GetNames<NodeClass>()];
        return bundle.Plan.Labels.SequenceEqual(known, StringComparer.OrdinalIgnoreCase)
            ? null
            : new(
                ProblemCodes.ModelUnsupported,
                $"dataset.json of the model bundle has the labels {string.Join(", ", bundle.Plan.Labels)}; this box needs {string.Join(", ", known)} in this order: name them so if that is what they are, and pack the bundle again.");
    }
}
