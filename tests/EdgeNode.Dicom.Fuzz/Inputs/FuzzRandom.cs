namespace EdgeNode.Dicom.Fuzz.Inputs;

/// <summary>The only source of chance: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same inputs on every machine.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15UL);

    /// <summary>0 to <paramref name="count"/> - 1; 0 when there is nothing to choose from.</summary>
    public int Below(int count) => count <= 1 ? 0 : (int)((Next() >> 33) % (ulong)count);

    public bool OneIn(int count) => Below(count) == 0;

    public byte Byte() => (byte)(Next() >> 56);

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Small mostly, large now and then: 1 to <paramref name="most"/>.</summary>
    public int Size(int most) => 1 + Below(Math.Min(most, 1 << Below(17)));

    /// <summary>The finaliser of SplitMix64: a bijection that spreads every bit.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
