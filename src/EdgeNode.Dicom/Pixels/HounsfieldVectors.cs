using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Pixels;

/// <summary>
/// Stored values of 16 bits to Hounsfield units, many at a time, for what nearly every CT is: a slope and an intercept that are whole numbers. The
/// result is that of the table, bit for bit.
/// </summary>
internal static class HounsfieldVectors
{
    // Beyond these a product would not fit 32 bits.
    private const double MostSlope = 1 << 14;
    private const double MostIntercept = 1 << 24;

    /// <summary>False, and nothing written, where the values need the table.</summary>
    public static bool TryConvert(ReadOnlySpan<byte> bytes, PixelDescription pixels, Rescale rescale, Span<short> destination)
    {
        if (pixels.BitsAllocated != 16 || rescale.Lut is not null || !BitConverter.IsLittleEndian || !IsWhole(rescale.Slope, MostSlope) || !IsWhole(rescale.Intercept, MostIntercept)) return false;
        var stored = MemoryMarshal.Cast<byte, ushort>(bytes)[..destination.Length];
        var step = Vector<ushort>.Count;
        if (stored.Length < step)
        {
            Span<ushort> padded = stackalloc ushort[step];
            Span<short> results = stackalloc short[step];
            padded.Clear();
            stored.CopyTo(padded);
            Convert(padded, pixels, rescale, results);
            results[..stored.Length].CopyTo(destination);
            return true;
        }

        Convert(stored, pixels, rescale, destination);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Convert(ReadOnlySpan<ushort> stored, PixelDescription pixels, Rescale rescale, Span<short> destination)
    {
        // What is left of the last vector is done with the end of the one before it, again: the result is the same.
        var step = Vector<ushort>.Count;
        var last = stored.Length - step;
        if (rescale.Slope == 1 && Math.Abs(rescale.Intercept) <= short.MaxValue && (pixels.IsSigned || pixels.BitsStored < 16))
        {
            var shifting = new Shifting(pixels, rescale);
            for (var i = 0; i < last; i += step) shifting.Of(new(stored[i..])).CopyTo(destination[i..]);
            shifting.Of(new(stored[last..])).CopyTo(destination[last..]);
            return;
        }

        var scaling = new Scaling(pixels, rescale);
        for (var i = 0; i < last; i += step) scaling.Of(new Vector<ushort>(stored[i..])).CopyTo(destination[i..]);
        scaling.Of(new Vector<ushort>(stored[last..])).CopyTo(destination[last..]);
    }

    private static bool IsWhole(double value, double most) => Math.Abs(value) <= most && value == Math.Truncate(value);

    /// <summary>The common case, slope 1, in 16 bits throughout: shifts, padding, intercept, saturation.</summary>
    private readonly struct Shifting(PixelDescription pixels, Rescale rescale)
    {
        private readonly int _up = 15 - pixels.HighBit;
        private readonly int _down = 16 - pixels.BitsStored;
        private readonly bool _isSigned = pixels.IsSigned;
        private readonly bool _hasPadding = rescale.FirstPadding <= short.MaxValue && rescale.LastPadding >= rescale.FirstPadding;
        private readonly Vector<short> _intercept = new((short)rescale.Intercept);
        private readonly Vector<short> _firstPadding = new((short)Math.Clamp(rescale.FirstPadding, short.MinValue, short.MaxValue));
        private readonly Vector<short> _lastPadding = new((short)Math.Clamp(rescale.LastPadding, short.MinValue, short.MaxValue));
        private readonly Vector<short> _air = new(Hounsfield.Air);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<short> Of(Vector<ushort> raw)
        {
            var up = Vector.ShiftLeft(raw, _up);
            var value = _isSigned ? Vector.ShiftRightArithmetic(Vector.AsVectorInt16(up), _down) : Vector.AsVectorInt16(Vector.ShiftRightLogical(up, _down));
            var shifted = Vector.AddSaturate(value, _intercept);
            if (!_hasPadding) return shifted;
            return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(value, _firstPadding) & Vector.LessThanOrEqual(value, _lastPadding), _air, shifted);
        }
    }

    /// <summary>Bits Stored ending at High Bit, sign, padding, slope, intercept and the limits of int16.</summary>
    private readonly struct Scaling(PixelDescription pixels, Rescale rescale)
    {
        private readonly int _up = 31 - pixels.HighBit;
        private readonly int _down = 32 - pixels.BitsStored;
        private readonly bool _isSigned = pixels.IsSigned;
        private readonly Vector<int> _slope = new((int)rescale.Slope);
        private readonly Vector<int> _intercept = new((int)rescale.Intercept);
        private readonly Vector<int> _firstPadding = new(rescale.FirstPadding);
        private readonly Vector<int> _lastPadding = new(rescale.LastPadding);
        private readonly Vector<int> _air = new(Hounsfield.Air);
        private readonly Vector<int> _least = new(short.MinValue);
        private readonly Vector<int> _most = new(short.MaxValue);

        public Vector<short> Of(Vector<ushort> raw)
        {
            Vector.Widen(raw, out var low, out var high);
            return Vector.Narrow(Of(low), Of(high));
        }

        private Vector<int> Of(Vector<uint> raw)
        {
            var up = Vector.ShiftLeft(raw, _up);
            var value = _isSigned ? Vector.ShiftRightArithmetic(Vector.AsVectorInt32(up), _down) : Vector.AsVectorInt32(Vector.ShiftRightLogical(up, _down));
            var scaled = Vector.Min(Vector.Max((value * _slope) + _intercept, _least), _most);
            var isPadding = Vector.GreaterThanOrEqual(value, _firstPadding) & Vector.LessThanOrEqual(value, _lastPadding);
            return Vector.ConditionalSelect(isPadding, _air, scaled);
        }
    }
}
