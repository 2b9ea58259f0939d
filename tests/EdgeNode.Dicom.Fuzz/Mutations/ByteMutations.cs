using System.Buffers.Binary;
using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
internal static class ByteMutations
{
    private static readonly byte[] Bytes = [0x00, 0x01, 0x02, 0x7F, 0x80, 0xFE, 0xFF, (byte)'\\', (byte)' ', (byte)'^', (byte)'=', 0x1B, (byte)'0', (byte)'-', (byte)'.'];
    private static readonly uint[] Numbers = [0, 1, 2, 3, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFE, 0xFFFFFFFF];

    public static readonly Mutation[] All = [FlipBit, SetByte, SetRandomByte, SetNumber, AddSmall, Truncate, RemoveRange, DuplicateRange, OverwriteWithRange, InsertBytes, Splice];

    /// <summary>A number of 8, 16 or 32 bits at which code likes to go wrong, or that says something about the input's length.</summary>
    public static uint Number(InputBuffer input, int at, FuzzRandom random) => random.Below(4) switch
    {
        0 => (uint)(input.Length - at),
        1 => (uint)(input.Length - at + random.Below(17) - 8),
        2 => (uint)random.Below(64),
        _ => random.Pick<uint>(Numbers),
    };

    private static void FlipBit(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Span[random.Below(input.Length)] ^= (byte)(1 << random.Below(8));

    private static void SetByte(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Span[random.Below(input.Length)] = random.Pick<byte>(Bytes);

    private static void SetRandomByte(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Span[random.Below(input.Length)] = random.Byte();

    private static void AddSmall(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Span[random.Below(input.Length)] += (byte)(random.Below(33) - 16);

    private static void SetNumber(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (input.Length < 4) return;
        var at = random.Below(input.Length - 3);
        var number = Number(input, at, random);
        var target = input.Span[at..];
        if (random.OneIn(2)) BinaryPrimitives.WriteUInt32LittleEndian(target, number);
        else if (random.OneIn(2)) BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)number);
        else BinaryPrimitives.WriteUInt32BigEndian(target, number);
    }

    private static void Truncate(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Truncate(random.OneIn(2) ? random.Below(input.Length) : input.Length - random.Size(input.Length));

    private static void RemoveRange(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Remove(random.Below(input.Length), random.Size(input.Length));

    private static void DuplicateRange(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, count) = Range(input, random);
        var to = random.OneIn(2) ? at + count : random.Below(input.Length + 1);
        for (var times = random.OneIn(8) ? random.Below(64) : 1; times > 0; times--) input.Insert(to, input.Span.Slice(at, count));
    }

    private static void OverwriteWithRange(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, count) = Range(input, random);
        var to = random.Below(input.Length - count + 1);
        input.Span.Slice(at, count).CopyTo(input.Span[to..]);
    }

    private static void InsertBytes(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        Span<byte> bytes = stackalloc byte[random.Size(64)];
        var fill = random.OneIn(2) ? (int)random.Pick<byte>(Bytes) : -1;
        foreach (ref var value in bytes) value = fill < 0 ? random.Byte() : (byte)fill;
        input.Insert(random.Below(input.Length + 1), bytes);
    }

    /// <summary>Part of another input in the place of, or between, what is here.</summary>
    private static void Splice(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var other = corpus.Pick(random);
        var at = random.Below(input.Length + 1);
        var from = random.OneIn(2) ? Math.Min(at, other.Length) : random.Below(other.Length);
        var count = random.OneIn(2) ? other.Length - from : random.Size(other.Length - from);
        if (random.OneIn(2)) input.Truncate(at);
        input.Insert(at, other.AsSpan(from, Math.Min(count, other.Length - from)));
    }

    private static (int At, int Count) Range(InputBuffer input, FuzzRandom random)
    {
        var at = random.Below(input.Length);
        return (at, Math.Min(random.Size(input.Length), input.Length - at));
    }
}
