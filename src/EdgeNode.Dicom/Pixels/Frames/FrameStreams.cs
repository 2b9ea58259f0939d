using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using EdgeNode.Dicom.DataSets;

namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>
/// Which fragments of encapsulated pixel data make up which frame (PS3.5 A.4): by the Extended Offset Table, the Basic Offset Table, one fragment a
/// frame, or by where streams begin. A table that contradicts the fragments is passed over: writers get it wrong.
/// </summary>
internal sealed class FrameStreams
{
    private const int ItemHeader = 8;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _fragments;
    private readonly int[] _first;

    private FrameStreams(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int[] first) => (_fragments, _first) = (fragments, first);

    public static bool TrySplit(DicomDataset dataSet, IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frames, [NotNullWhen(true)] out FrameStreams? streams, [NotNullWhen(false)] out PixelProblem? problem)
    {
        (streams, problem) = (null, null);
        var count = fragments.Count - 1;
        if (count < 1) problem = new(PixelReasons.PixelDataTooShort, "The encapsulated pixel data has no fragment.");
        else if (frames > count) problem = PixelProblem.Corrupt($"{frames} frames are described, the pixel data has {count} fragments.");
        else if (frames == 1) streams = new(fragments, [1]);
        else if (ByOffsets(fragments, ExtendedOffsets(dataSet), frames) is { } extended) streams = new(fragments, extended);
        else if (ByOffsets(fragments, BasicOffsets(fragments[0].Span), frames) is { } basic) streams = new(fragments, basic);
        else if (frames == count) streams = new(fragments, [.. Enumerable.Range(1, frames)]);
        else if (ByBeginnings(fragments, frames) is { } begun) streams = new(fragments, begun);
        else problem = PixelProblem.Corrupt($"It cannot be told which of {count} fragments belong to which of {frames} frames.");
        return streams is not null;
    }

    /// <summary>The stream of a frame; copied only when it is in several fragments.</summary>
    public ReadOnlyMemory<byte> this[int frame]
    {
        get
        {
            var (start, end) = (_first[frame], frame + 1 < _first.Length ? _first[frame + 1] : _fragments.Count);
            if (end - start == 1) return _fragments[start];
            var joined = new byte[Enumerable.Range(start, end - start).Sum(i => (long)_fragments[i].Length)];
            var at = 0;
            for (var i = start; i < end; i++)
            {
                _fragments[i].CopyTo(joined.AsMemory(at));
                at += _fragments[i].Length;
            }

            return joined;
        }
    }

    private static ulong[] BasicOffsets(ReadOnlySpan<byte> table)
    {
        var offsets = new ulong[table.Length / 4];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i)..]);
        return offsets;
    }

    private static ulong[] ExtendedOffsets(DicomDataset dataSet)
    {
        var table = dataSet.Bytes(Tags.ExtendedOffsetTable).Span;
        var offsets = new ulong[table.Length / 8];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = BinaryPrimitives.ReadUInt64LittleEndian(table[(8 * i)..]);
        return offsets;
    }

    /// <summary>First fragment of each frame; null unless every offset meets one, in order.</summary>
    private static int[]? ByOffsets(IReadOnlyList<ReadOnlyMemory<byte>> fragments, ulong[] offsets, int frames)
    {
        if (offsets.Length != frames || offsets[0] != 0) return null;
        var first = new int[frames];
        var (frame, position) = (0, 0UL);
        for (var i = 1; i < fragments.Count && frame < frames; i++)
        {
            if (offsets[frame] == position) first[frame++] = i;
            position += ItemHeader + (ulong)fragments[i].Length;
        }

        return frame == frames ? first : null;
    }

    /// <summary>By fragments that begin as a JPEG, JPEG-LS or JPEG 2000 stream does.</summary>
    private static int[]? ByBeginnings(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frames)
    {
        int[] first = [.. Enumerable.Range(1, fragments.Count - 1).Where(i => fragments[i].Span is [0xFF, 0xD8 or 0x4F, 0xFF, ..])];
        return first.Length == frames && first[0] == 1 ? first : null;
    }
}
