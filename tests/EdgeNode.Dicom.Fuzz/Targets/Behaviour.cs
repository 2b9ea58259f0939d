using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Targets;

/// <summary>What an execution did, as a number: equal numbers, nothing new.</summary>
internal struct Behaviour
{
    public ulong Value { get; private set; }

    public void Add(ulong part) => Value = FuzzRandom.Mix(Value ^ (part + 0x9E3779B97F4A7C15UL));

    /// <summary>The words of a text; its numbers differ from input to input and do not count.</summary>
    public void AddWords(string? text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text ?? "")
        {
            if (char.IsAsciiLetter(character)) hash = (hash ^ character) * 1099511628211UL;
        }

        Add(hash);
    }

    /// <summary>A count by its order of magnitude.</summary>
    public void AddCount(long count) => Add((ulong)(64 - long.LeadingZeroCount(count)));
}
