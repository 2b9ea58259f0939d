using System.Buffers;
using EdgeNode.Contracts.Results;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;
using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Appliance.Analysis;

/// <summary>Decodes slices to Hounsfield units in parallel. Memory: the files in hand, and what the caller decodes into.</summary>
internal static class CtSlicePixels
{
    private const long LargestShared = 16 << 20;

    /// <summary>Fills rows x columns of HU; the reason where it cannot.</summary>
    public delegate CaseReason? Decoding(Span<short> destination);

    /// <summary>Hands every slice to <paramref name="take"/>, in any order and in parallel. The first reason in the order of the slices, or null.</summary>
    public static CaseReason? ReadEach(IReadOnlyList<CtSlice> slices, Func<int, Decoding, CaseReason?> take, CancellationToken cancel)
    {
        var refusals = new CaseReason?[slices.Count];
        var options = new ParallelOptions { CancellationToken = cancel };
        var files = Enumerable.Range(0, slices.Count).GroupBy(n => slices[n].File).Select(frames => frames.ToArray()).ToList();

        // Either many files of one slice or few files of many frames: parallel over the one, then over the other.
        Parallel.ForEach(files.Where(frames => frames.Length == 1), options, frames => refusals[frames[0]] = ReadFile(slices[frames[0]], decode => take(frames[0], decode)));
        foreach (var frames in files.Where(frames => frames.Length > 1))
        {
            var read = DicomReader.ReadFile(slices[frames[0]].File);
            Parallel.ForEach(frames, options, n => refusals[n] = take(n, destination => Decode(read, slices[n], destination)));
        }

        return refusals.FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Hundreds of files of half a megabyte: their bytes share a few buffers.</summary>
    private static CaseReason? ReadFile(CtSlice slice, Func<Decoding, CaseReason?> take)
    {
        if (slice.File.Length > LargestShared)
        {
            var read = DicomReader.ReadFile(slice.File);
            return take(destination => Decode(read, slice, destination));
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)slice.File.Length);
        try
        {
            var read = DicomReader.ReadInto(slice.File, buffer);
            return take(destination => Decode(read, slice, destination));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static CaseReason? Decode(DicomReadResult read, CtSlice slice, Span<short> destination)
    {
        if (read.File is null)
        {
            return new(read.Reason!, $"A slice cannot be read ({read.Detail}): send the study again.");
        }

        var isFrame = FunctionalGroups.Of(read.File.DataSet) is not null;
        var pixels = isFrame ? StoredValues.FromFrame(read.File, slice.Frame) : StoredValues.From(read.File);
        if (pixels.Values is not { } values)
        {
            return PixelRefusal.Of(new(pixels.Reason!, pixels.Detail!));
        }

        if (values.Description.Count != destination.Length)
        {
            return new(PixelReasons.BadPixelDescription, "A slice holds another number of pixels than its rows and columns say: send the study again.");
        }

        values.ToHounsfield(destination);
        return null;
    }
}
