using System.Runtime.Intrinsics;

namespace EdgeNode.Dicom.Pixels;

/// <summary>Stored values to Hounsfield units.</summary>
public static class Hounsfield
{
    /// <summary>What padding becomes: air, HU.</summary>
    public const short Air = -1024;

    private const int PieceValues = 4096;
    private const int VectorBytes = 64;

    internal static void Convert(ReadOnlySpan<byte> bytes, PixelDescription pixels, Rescale rescale, Span<short> destination)
    {
        if (HounsfieldVectors.TryConvert(bytes, pixels, rescale, destination)) return;

        // At most 65,536 stored patterns exist: a table makes shifts, sign, padding, rounding and clamping cost one look-up a voxel.
        var table = Table(pixels, rescale);
        if (pixels.BitsAllocated == 8)
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = table[bytes[i]];
            return;
        }

        for (var i = 0; i < destination.Length; i++) destination[i] = table[bytes[2 * i] | (bytes[(2 * i) + 1] << 8)];
    }

    /// <summary>In pieces that stay in the first cache; a table would be made for each, so those go at once.</summary>
    internal static void Convert(ReadOnlySpan<byte> bytes, PixelDescription pixels, Rescale rescale, Span<float> destination)
    {
        Span<short> piece = stackalloc short[PieceValues];
        for (var at = 0; at < destination.Length; at += PieceValues)
        {
            var values = piece[..Math.Min(PieceValues, destination.Length - at)];
            if (!HounsfieldVectors.TryConvert(bytes[(at * 2)..], pixels, rescale, values))
            {
                var all = new short[destination.Length];
                Convert(bytes, pixels, rescale, all);
                Widen(all, destination);
                return;
            }

            Widen(values, destination[at..]);
        }
    }

    /// <summary>Past the caches: a volume of hundreds of megabytes is written here, and read long after.</summary>
    private static unsafe void Widen(ReadOnlySpan<short> values, Span<float> destination)
    {
        fixed (short* from = values)
        fixed (float* to = destination)
        {
            var i = 0;
            for (; i < values.Length && (nuint)(to + i) % VectorBytes != 0; i++) to[i] = from[i];
            for (; i <= values.Length - Vector512<short>.Count; i += Vector512<short>.Count)
            {
                var (low, high) = Vector512.Widen(Vector512.Load(from + i));
                Vector512.ConvertToSingle(low).StoreAlignedNonTemporal(to + i);
                Vector512.ConvertToSingle(high).StoreAlignedNonTemporal(to + i + Vector512<int>.Count);
            }

            for (; i < values.Length; i++) to[i] = from[i];
        }
    }

    private static short[] Table(PixelDescription pixels, Rescale rescale)
    {
        var table = new short[1 << pixels.BitsAllocated];
        for (var raw = 0; raw < table.Length; raw++)
        {
            var up = raw << (31 - pixels.HighBit);
            var down = 32 - pixels.BitsStored;
            var value = pixels.IsSigned ? up >> down : up >>> down;
            table[raw] = value >= rescale.FirstPadding && value <= rescale.LastPadding
                ? Air
                : (short)Math.Clamp(Math.Round(rescale.Apply(value), MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue);
        }

        return table;
    }
}
