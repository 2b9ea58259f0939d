using CsCheck;
using EdgeNode.Inference.Tiles;

namespace EdgeNode.Inference.Tests.Tiles;

public sealed class HalfRoundingTests
{
    [Fact]
    public void Any_float_becomes_what_a_half_would_hold() => Gen.Float.Array[1, 70].Sample(Check);

    [Fact]
    public void So_do_the_edges_of_the_format_and_their_neighbours()
    {
        // Every half, the middle between two, and the floats beside both.
        var halves = Enumerable.Range(0, 1 << 16).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).Where(float.IsFinite).ToArray();
        var middles = Enumerable.Range(0, 0x7C00).Select(bits => ((double)BitConverter.UInt16BitsToHalf((ushort)bits) + Next(bits)) / 2).SelectMany(m => new[] { (float)m, (float)-m });
        Check([.. halves.Concat(middles).SelectMany(value => new[] { value, MathF.BitIncrement(value), MathF.BitDecrement(value) })]);
        Check([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, float.MaxValue, 65504, 65519.996f, 65520, -65520]);

        // What follows the largest half would be 65536.
        static double Next(int bits) => bits == 0x7BFF ? 65536 : (double)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
    }

    private static void Check(float[] values)
    {
        var rounded = values.ToArray();
        HalfRounding.Round(rounded);
        Assert.Equal(values.Select(value => Bits((float)(Half)value)), rounded.Select(Bits));

        // One NaN is as good as another.
        static uint Bits(float value) => float.IsNaN(value) ? uint.MaxValue : BitConverter.SingleToUInt32Bits(value);
    }
}
