namespace EdgeNode.Dicom.Pixels;

/// <summary>Stored values to Hounsfield units.</summary>
public static class Hounsfield
{
    /// <summary>What padding becomes: air, HU.</summary>
    public const short Air = -1024;

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
