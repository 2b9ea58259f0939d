using System.Numerics;
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
        var whole = destination.Length - (destination.Length % step);
        var scaling = new Scaling(pixels, rescale);
        for (var i = 0; i < whole; i += step)
        {
            Vector.Widen(new Vector<ushort>(stored[i..]), out var low, out var high);
            Vector.Narrow(scaling.Of(low), scaling.Of(high)).CopyTo(destination[i..]);
        }

        if (whole == destination.Length) return true;
        Span<ushort> rest = stackalloc ushort[step];
        Span<short> results = stackalloc short[step];
        rest.Clear();
        stored[whole..].CopyTo(rest);
        Vector.Widen(new Vector<ushort>(rest), out var restLow, out var restHigh);
        Vector.Narrow(scaling.Of(restLow), scaling.Of(restHigh)).CopyTo(results);
        results[..(destination.Length - whole)].CopyTo(destination[whole..]);
        return true;
    }

    private static bool IsWhole(double value, double most) => Math.Abs(value) <= most && value == Math.Truncate(value);

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

        public Vector<int> Of(Vector<uint> raw)
        {
            var up = Vector.ShiftLeft(raw, _up);
            var value = _isSigned ? Vector.ShiftRightArithmetic(Vector.AsVectorInt32(up), _down) : Vector.AsVectorInt32(Vector.ShiftRightLogical(up, _down));
            var scaled = Vector.Min(Vector.Max((value * _slope) + _intercept, _least), _most);
            var isPadding = Vector.GreaterThanOrEqual(value, _firstPadding) & Vector.LessThanOrEqual(value, _lastPadding);
            return Vector.ConditionalSelect(isPadding, _air, scaled);
        }
    }
}
