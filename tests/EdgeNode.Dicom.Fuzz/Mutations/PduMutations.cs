using System.Buffers.Binary;
using EdgeNode.Dicom.Fuzz.Inputs;

namespace EdgeNode.Dicom.Fuzz.Mutations;

/// <summary>Changes to protocol data units and their items (PS3.8 section 9.3, PS3.7 annex D): lengths, order, repetition, types, fragments.</summary>
internal static class PduMutations
{
    private static readonly byte[] ItemTypes = [0x10, 0x20, 0x21, 0x30, 0x40, 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59];

    private static readonly byte[][] Pdus =
    [
        [5, 0, 0, 0, 0, 4, 0, 0, 0, 0],
        [6, 0, 0, 0, 0, 4, 0, 0, 0, 0],
        [7, 0, 0, 0, 0, 4, 0, 0, 0, 0],
        [3, 0, 0, 0, 0, 4, 0, 1, 1, 1],
        [4, 0, 0, 0, 0, 0],
        [4, 0, 0, 0, 0, 6, 0, 0, 0, 2, 1, 3],
        [4, 0, 0, 0, 0, 6, 0, 0, 0, 2, 1, 2],
        [0x54, 0, 0, 0x15, 0, 0x11, .. "1.2.840.10008.1.1"u8, 1, 1],
        [0x58, 0, 0, 6, 1, 1, 0, 0, 0, 0],
    ];

    public static readonly Mutation[] All = [ChangePduLength, ChangePduType, RepeatPdu, RemovePdu, SwapPdus, InsertPdu, ChangeItemLength, ChangeItemLength, ChangeItemType, RepeatItem, ChangePdv];

    private static void ChangePduLength(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, length) = Pdu(input.Span, random);
        if (length < 6) return;
        var number = random.OneIn(2) ? (uint)(length - 6 + random.Below(9) - 4) : ByteMutations.Number(input, at, random);
        BinaryPrimitives.WriteUInt32BigEndian(input.Span[(at + 2)..], number);
    }

    private static void ChangePduType(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Span[Pdu(input.Span, random).At] = (byte)random.Below(9);

    private static void RepeatPdu(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, length) = Pdu(input.Span, random);
        for (var times = random.OneIn(8) ? random.Below(32) : 1; times > 0; times--) input.Insert(at, input.Span.Slice(at, length));
    }

    private static void RemovePdu(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, length) = Pdu(input.Span, random);
        input.Remove(at, length);
    }

    private static void SwapPdus(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (from, length) = Pdu(input.Span, random);
        var to = Pdu(input.Span, random).At;
        byte[] moved = [.. input.Span.Slice(from, length)];
        input.Remove(from, length);
        input.Insert(Math.Min(to, input.Length), moved);
    }

    private static void InsertPdu(InputBuffer input, FuzzRandom random, Corpus corpus) => input.Insert(Pdu(input.Span, random).At, random.Pick<byte[]>(Pdus));

    private static void ChangeItemLength(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (Item(input.Span, random) is not { } at) return;
        var field = input.Span.Slice(at + 2, 2);
        var now = BinaryPrimitives.ReadUInt16BigEndian(field);
        BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(random.OneIn(2) ? now + random.Below(9) - 4 : (int)ByteMutations.Number(input, at, random)));
    }

    private static void ChangeItemType(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (Item(input.Span, random) is { } at) input.Span[at] = random.Pick<byte>(ItemTypes);
    }

    /// <summary>Repeats an item, up to thousands of times, and mostly mends the length of what holds it, if that is user information.</summary>
    private static void RepeatItem(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        if (Item(input.Span, random) is not { } at) return;
        var length = Math.Min(4 + BinaryPrimitives.ReadUInt16BigEndian(input.Span[(at + 2)..]), input.Length - at);
        var times = random.OneIn(16) ? random.Below(Math.Min(4096, 60_000 / length)) : 1 + random.Below(3);
        Span<byte> many = new byte[length * times];
        for (var i = 0; i < many.Length; i += length) input.Span.Slice(at, length).CopyTo(many[i..]);
        input.Insert(at, many);
        if (random.OneIn(4)) return;
        Grow(input.Span, 2, many.Length, isPdu: true);
        for (var outer = at - 1; outer >= Math.Max(0, at - 256); outer--)
        {
            if (input.Span[outer] is 0x20 or 0x50 && input.Span[outer + 1] == 0)
            {
                Grow(input.Span, outer + 2, many.Length, isPdu: false);
                return;
            }
        }
    }

    private static void Grow(Span<byte> bytes, int at, int by, bool isPdu)
    {
        if (isPdu && at + 4 <= bytes.Length) BinaryPrimitives.WriteInt32BigEndian(bytes[at..], BinaryPrimitives.ReadInt32BigEndian(bytes[at..]) + by);
        else if (!isPdu && at + 2 <= bytes.Length) BinaryPrimitives.WriteUInt16BigEndian(bytes[at..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]) + by));
    }

    /// <summary>Length, context or control of the first PDV of a PDU.</summary>
    private static void ChangePdv(InputBuffer input, FuzzRandom random, Corpus corpus)
    {
        var (at, length) = Pdu(input.Span, random);
        if (length < 12) return;
        var pdv = input.Span.Slice(at + 6, 6);
        if (random.OneIn(3)) BinaryPrimitives.WriteUInt32BigEndian(pdv, random.OneIn(2) ? (uint)(length - 10 + random.Below(5) - 2) : ByteMutations.Number(input, at, random));
        else if (random.OneIn(2)) pdv[4] = (byte)random.Below(8);
        else pdv[5] = (byte)random.Below(5);
    }

    /// <summary>A PDU of the conversation, by walking from the first; what is left over counts as one.</summary>
    private static (int At, int Length) Pdu(ReadOnlySpan<byte> bytes, FuzzRandom random)
    {
        var at = 0;
        for (var skip = random.Below(12); ; skip--)
        {
            var rest = bytes.Length - at;
            var length = rest < 6 ? rest : (int)Math.Min(rest, 6 + (long)BinaryPrimitives.ReadUInt32BigEndian(bytes[(at + 2)..]));
            if (skip == 0 || at + length >= bytes.Length) return (at, length);
            at += length;
        }
    }

    /// <summary>A type of item followed by a zero byte and a length that fits, sought from anywhere on.</summary>
    private static int? Item(ReadOnlySpan<byte> bytes, FuzzRandom random)
    {
        var start = random.Below(Math.Min(bytes.Length, 2048));
        for (var at = start; at < Math.Min(bytes.Length - 4, start + 512); at++)
        {
            if (bytes[at] is >= 0x10 and <= 0x59 && bytes[at + 1] == 0 && BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]) <= bytes.Length - at - 4) return at;
        }

        return null;
    }
}
