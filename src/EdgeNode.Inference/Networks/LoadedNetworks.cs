namespace EdgeNode.Inference.Networks;

/// <summary>The networks of a bundle, ready to run, or why there are none.</summary>
/// <param name="Networks">One for each fold; empty where <paramref name="Problem"/> is set.</param>
/// <param name="Effective">The provider in use, which can be another than was asked for.</param>
/// <param name="Notes">Why faster providers are not in use, one line each.</param>
/// <param name="Problem">Why no network could be loaded.</param>
public sealed record LoadedNetworks(
    IReadOnlyList<INetwork> Networks,
    ExecutionProvider Effective,
    IReadOnlyList<string> Notes,
    InferenceProblem? Problem) : IDisposable
{
    /// <summary>The networks of the stage before, in a cascade.</summary>
    public LoadedNetworks? Previous { get; init; }

    public void Dispose()
    {
        Previous?.Dispose();
        foreach (var network in Networks)
        {
            network.Dispose();
        }
    }
}
