namespace EdgeNode.Appliance.Health;

/// <summary>
/// For how long things that were looked at again and again have been there, counted in seconds that pass: a clock that is set changes nothing.
/// What is gone at a look begins anew. For one loop at a time.
/// </summary>
internal sealed class SinceSeen<T>(TimeProvider time)
    where T : notnull
{
    private Dictionary<T, long> _first = [];

    /// <summary>Since the first of the looks at which it was there without a gap.</summary>
    public TimeSpan this[T thing] => time.GetElapsedTime(_first[thing]);

    /// <summary>What is there now.</summary>
    public void Look(IEnumerable<T> present) =>
        _first = present.ToDictionary(thing => thing, thing => _first.TryGetValue(thing, out var first) ? first : time.GetTimestamp());
}
