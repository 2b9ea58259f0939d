using System.Collections;

namespace EdgeNode.Dicom.Fuzz.Inputs;

/// <summary>
/// Seeds, and inputs that behaved in a way not seen before. Behaviour is what a target reports about an execution (reason, shape of the data
/// set, answers sent), folded to 12 bits: far less than code coverage, and free.
/// </summary>
internal sealed class Corpus
{
    private const int LongestKept = 32 * 1024;

    private readonly List<byte[]> _inputs;
    private readonly BitArray _seen = new(1 << 12);

    public Corpus(IEnumerable<byte[]> seeds)
    {
        _inputs = [.. seeds.Where(seed => seed.Length is > 0 and <= InputBuffer.Capacity)];
        Seeds = _inputs.Count;
        if (Seeds == 0) throw new ArgumentException("There is nothing to begin with.", nameof(seeds));
    }

    public int Seeds { get; }

    public int Count => _inputs.Count;

    /// <summary>Prefers short ones: they run faster, and a change more likely hits what matters.</summary>
    public byte[] Pick(FuzzRandom random)
    {
        var (one, other) = (_inputs[random.Below(_inputs.Count)], _inputs[random.Below(_inputs.Count)]);
        return one.Length <= other.Length || random.OneIn(8) ? one : other;
    }

    public byte[] this[int index] => _inputs[index];

    /// <summary>Keeps an input whose behaviour is new.</summary>
    public void Consider(ReadOnlySpan<byte> input, ulong behaviour)
    {
        var bit = (int)(FuzzRandom.Mix(behaviour) >> 52);
        if (_seen[bit]) return;
        _seen[bit] = true;
        if (input.Length <= LongestKept) _inputs.Add(input.ToArray());
    }
}
