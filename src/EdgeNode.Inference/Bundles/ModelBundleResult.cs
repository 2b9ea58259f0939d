using System.Diagnostics.CodeAnalysis;

namespace EdgeNode.Inference.Bundles;

/// <summary>A verified bundle, or why there is none; exactly one of the two is set.</summary>
public sealed record ModelBundleResult(ModelBundle? Bundle, InferenceProblem? Problem)
{
    [MemberNotNullWhen(true, nameof(Bundle))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsUsable => Bundle is not null;
}
