namespace EdgeNode.Contracts.Broker;

/// <summary>
/// Pauses between connection attempts: doubling from <paramref name="shortest"/> to <paramref name="longest"/>, each drawn from the upper
/// half so that boxes which lost the same broker do not come back in step.
/// </summary>
public sealed class ReconnectDelay(TimeSpan shortest, TimeSpan longest, Random random)
{
    private int _attempts;

    public TimeSpan Next()
    {
        var ceiling = Math.Min(shortest.TotalSeconds * Math.Pow(2, Math.Min(_attempts++, 30)), longest.TotalSeconds);
#pragma warning disable CA5394 // Spreads attempts; nothing rests on its being unpredictable.
        return TimeSpan.FromSeconds(ceiling * (0.5 + (0.5 * random.NextDouble())));
#pragma warning restore CA5394
    }

    /// <summary>To be called after a connection that worked.</summary>
    public void Reset() => _attempts = 0;
}
