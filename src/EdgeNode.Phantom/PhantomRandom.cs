namespace EdgeNode.Phantom;

/// <summary>
/// The one source of chance of a phantom: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same numbers on every run;
/// each part of the anatomy draws from its own <see cref="Branch"/>, so a change to one part leaves the others as they were.
/// </summary>
internal sealed class PhantomRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>A stream of its own for one part of the anatomy.</summary>
    public static PhantomRandom Branch(ulong seed, ulong part) => new(Mix(Mix(seed + 0x632BE59BD9B4E019UL) ^ (part * 0xD6E8FEB86659FD93UL)));

    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Between(float low, float high) => low + ((high - low) * Unit());

    /// <summary>Symmetric variation around zero.</summary>
    public float Around(float amplitude) => Between(-amplitude, amplitude);

    /// <summary>Mean 0, standard deviation 1, from the sum of twelve uniforms: within six deviations.</summary>
    public float Normal()
    {
        var sum = -6f;
        for (var i = 0; i < 12; i++) sum += Unit();
        return sum;
    }

    /// <summary>An index, each with its weight.</summary>
    public int Weighted(ReadOnlySpan<float> weights)
    {
        var total = 0f;
        foreach (var weight in weights) total += weight;
        var at = Unit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            if ((at -= weights[i]) < 0) return i;
        }

        return weights.Length - 1;
    }

    public int Below(int count) => (int)(Next() % (ulong)count);

    public bool Chance(float probability) => Unit() < probability;

    /// <summary>The finaliser of SplitMix64: a bijection that spreads every bit.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
