using System.Numerics;
using System.Runtime.CompilerServices;

namespace EdgeNode.Inference.Tiles;

/// <summary>
/// Rounds floats to the nearest half precision value (IEEE 754 binary16, ties to even) and leaves them floats: what a half precision array would hold,
/// without the conversions, many at a time.
/// </summary>
internal static class HalfRounding
{
    // Single precision keeps 13 bits of the significand more than half precision.
    private const uint Dropped = 0x1FFF;
    private const uint SignBit = 0x8000_0000;

    // Below 2^-14 half precision is subnormal, with steps of 2^-24: adding this leaves no finer bit.
    private const float SmallestNormal = 6.103515625e-5f;
    private const float StepOfSubnormals = 0.75f;

    // From here on values round to infinity.
    private const float TooLarge = 65520;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(Span<float> values)
    {
        while (values.Length >= Vector<float>.Count)
        {
            Round(new Vector<float>(values)).CopyTo(values);
            values = values[Vector<float>.Count..];
        }

        foreach (ref var value in values)
        {
            value = (float)(Half)value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Round(Vector<float> value)
    {
        var bits = Vector.AsVectorUInt32(value);
        var sign = bits & new Vector<uint>(SignBit);
        var odd = Vector.ShiftRightLogical(bits, 13) & Vector<uint>.One;
        var normal = Vector.AsVectorSingle((bits + new Vector<uint>(Dropped >> 1) + odd) & new Vector<uint>(~Dropped));
        var size = Vector.Abs(value);
        var small = Vector.AsVectorSingle(Vector.AsVectorUInt32(size + new Vector<float>(StepOfSubnormals) - new Vector<float>(StepOfSubnormals)) | sign);
        var infinite = Vector.AsVectorSingle(Vector.AsVectorUInt32(new Vector<float>(float.PositiveInfinity)) | sign);
        var rounded = Vector.ConditionalSelect(Vector.LessThan(size, new Vector<float>(SmallestNormal)), small, normal);
        rounded = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(size, new Vector<float>(TooLarge)), infinite, rounded);

        // Not a number stays what it is: adding to its bits could make a number of it.
        return Vector.ConditionalSelect(Vector.Equals(value, value), rounded, value);
    }
}
