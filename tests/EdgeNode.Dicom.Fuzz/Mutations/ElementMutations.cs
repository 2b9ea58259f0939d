using System.Buffers.Binary;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>Changes to data elements: representations, lengths, tags, sequences, items and delimiters (PS3.5 section 7).</summary>
internal static class ElementMutations
{
    private static readonly Vr[] Representations = Enum.GetValues<Vr>();

    private static readonly byte[][] Pieces =
    [
        [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF], // item of undefined length
        [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0],
        [0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0], // end of item
        [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0], // end of sequence
        [0x40, 0x00, 0x30, 0xA7, 0xFF, 0xFF, 0xFF, 0xFF], // implicit Content Sequence
        [0x40, 0x00, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x40, 0x00, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0, 0, 0, 0],
        [0x09, 0x00, 0x10, 0x10, (byte)'U', (byte)'N', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
        [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0],
        [0x00, 0x40, 0xA7, 0x30, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xE0, 0x00, 0xFF, 0xFF, 0xFF, 0xFF], // big endian
        [0x08, 0x00, 0x05, 0x00, (byte)'C', (byte)'S', 10, 0, .. "ISO_IR 192"u8],
        [0x08, 0x00, 0x05, 0x00, (byte)'C', (byte)'S', 16, 0, .. "\\ISO 2022 IR 87 "u8],
    ];

    private static readonly byte[][] Levels =
    [
        [0x40, 0x00, 0x30, 0xA7, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x40, 0x00, 0x30, 0xA7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF],
    ];

    public static readonly Mutation[] All = [ChangeLength, ChangeLength, ChangeLength, ChangeRepresentation, ChangeTag, InsertPiece, Nest, RepeatSmallElement];

    /// <summary>A length after a representation, or (implicit VR, items) after what may be a tag.</summary>
    private static void ChangeLength(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (FindRepresentation(input.Span, random) is { } vr && random.Below(3) > 0)
        {
            var isLong = input.Span[vr + 2] == 0 && input.Span[vr + 3] == 0 && vr + 8 <= input.Length;
            if (isLong) SetLength(input, vr + 4, random);
            else BinaryPrimitives.WriteUInt16LittleEndian(input.Span[(vr + 2)..], (ushort)Length(input, vr + 4, BinaryPrimitives.ReadUInt16LittleEndian(input.Span[(vr + 2)..]), random));
            return;
        }

        if (input.Length < 8) return;
        SetLength(input, 4 + (random.Below((input.Length - 6) / 2) * 2), random);
    }

    private static void SetLength(InputBuffer input, int at, FuzzRandom random)
    {
        var field = input.Span.Slice(at, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(field, Length(input, at + 4, BinaryPrimitives.ReadUInt32LittleEndian(field), random));
    }

    private static uint Length(InputBuffer input, int valueAt, uint now, FuzzRandom random) => random.Below(8) switch
    {
        0 => 0,
        1 => now | 1,
        2 => 0xFFFFFFFF,
        3 => 0xFFFFFFFE,
        4 => (uint)(input.Length - valueAt) + 1 + (uint)random.Below(9),
        5 => now + (uint)random.Below(17) - 8,
        _ => ByteMutations.Number(input, valueAt, random),
    };

    private static void ChangeRepresentation(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (FindRepresentation(input.Span, random) is { } at) BinaryPrimitives.WriteUInt16LittleEndian(input.Span[at..], (ushort)random.Pick<Vr>(Representations));
    }

    private static void ChangeTag(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (FindRepresentation(input.Span, random) is not { } at || at < 4) return;
        var piece = random.Pick<byte[]>(Pieces);
        if (random.OneIn(2)) piece.AsSpan(0, 4).CopyTo(input.Span[(at - 4)..]);
        else input.Span[at - 4 + random.Below(4)] = random.Byte();
    }

    private static void InsertPiece(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Insert(Boundary(input, random), random.Pick<byte[]>(Pieces));

    /// <summary>Sequences in sequences, sometimes deeper than is read, closed or not.</summary>
    private static void Nest(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, depth) = (Boundary(input, random), random.OneIn(4) ? 60 + random.Below(10) : random.Below(6));
        var level = random.Pick<byte[]>(Levels);
        if (random.OneIn(2))
        {
            for (var i = 0; i < depth; i++) input.Insert(at, [.. Pieces[2], .. Pieces[3]]);
        }

        for (var i = 0; i < depth; i++) input.Insert(at, level);
    }

    /// <summary>Many elements of few bytes: what structure costs in memory.</summary>
    private static void RepeatSmallElement(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (!random.OneIn(32)) return;
        var at = Boundary(input, random);
        ReadOnlySpan<byte> element = input.Span[at..Math.Min(input.Length, at + (8 << random.Below(3)))];
        Span<byte> many = new byte[element.Length * random.Size(8192)];
        for (var i = 0; i < many.Length; i += element.Length) element.CopyTo(many[i..]);
        input.Insert(at, many);
    }

    /// <summary>Where an element seems to begin, else anywhere even.</summary>
    private static int Boundary(InputBuffer input, FuzzRandom random) =>
        FindRepresentation(input.Span, random) is { } at && at >= 4 ? at - 4 : random.Below((input.Length / 2) + 1) * 2;

    /// <summary>Two letters that name a representation, sought from anywhere on.</summary>
    private static int? FindRepresentation(ReadOnlySpan<byte> bytes, FuzzRandom random)
    {
        var start = random.Below(bytes.Length);
        var end = Math.Min(bytes.Length - 4, start + 512);
        for (var at = start; at < end; at++)
        {
            if (bytes[at] is >= (byte)'A' and <= (byte)'U' && bytes[at + 1] is >= (byte)'A' and <= (byte)'W' && VrRules.FromLetters(bytes[at], bytes[at + 1]) is not null) return at;
        }

        return null;
    }
}
