using System.Buffers.Binary;

namespace EdgeNode.Dicom.Pixels.Codecs.JpegLs;

/// <summary>Coding parameters of a scan (ITU-T T.87 C.2.4.1 and A.2.1). MaxValue is the largest sample; Near the largest error of one.</summary>
internal sealed record LsParameters(int MaxValue, int Threshold1, int Threshold2, int Threshold3, int Reset, int Near)
{
    private const int DefaultReset = 64;

    /// <summary>Sums of a context stay below 2^31 for it; encoders use 64.</summary>
    private const int MostReset = 16_384;

    /// <summary>Number of different prediction errors.</summary>
    public int Range => ((MaxValue + (2 * Near)) / Step) + 1;

    public int Step => (2 * Near) + 1;

    /// <summary>Bits of a prediction error (qbpp).</summary>
    public int ErrorBits => BitsFor(Range);

    /// <summary>Longest code (LIMIT).</summary>
    public int Limit
    {
        get
        {
            var bits = Math.Max(2, BitsFor(MaxValue + 1));
            return 2 * (bits + Math.Max(8, bits));
        }
    }

    /// <summary>The parameters of an LSE segment, 0 standing for the default; null when none can be used.</summary>
    /// <param name="preset">Payload of the segment of type 1; empty where the stream has none.</param>
    public static LsParameters? From(ReadOnlySpan<byte> preset, int bits, int near)
    {
        var largest = (1 << bits) - 1;
        var max = Word(preset, 0, largest);
        if (max > largest || near > Math.Min(255, max / 2)) return null;
        var t1 = Word(preset, 1, Threshold(max, near, 3, 2, 3, near + 1));
        var t2 = Word(preset, 2, Threshold(max, near, 7, 3, 5, t1));
        var t3 = Word(preset, 3, Threshold(max, near, 21, 4, 7, t2));
        var reset = Word(preset, 4, DefaultReset);
        var isOrdered = near + 1 <= t1 && t1 <= t2 && t2 <= t3 && t3 <= max;
        return isOrdered && reset is >= 3 and <= MostReset ? new(max, t1, t2, t3, reset, near) : null;
    }

    /// <summary>T.87 figures C.2 to C.4.</summary>
    private static int Threshold(int max, int near, int basic, int smallest, int nearFactor, int least)
    {
        int value;
        if (max >= 128)
        {
            var factor = (Math.Min(max, 4095) + 128) / 256;
            value = (factor * (basic - smallest)) + smallest + (nearFactor * near);
        }
        else
        {
            value = Math.Max(smallest, (basic / (256 / (max + 1))) + (nearFactor * near));
        }

        return value > max || value < least ? least : value;
    }

    private static int Word(ReadOnlySpan<byte> preset, int index, int fallback)
    {
        var at = 1 + (2 * index);
        var value = preset.Length >= at + 2 ? BinaryPrimitives.ReadUInt16BigEndian(preset[at..]) : 0;
        return value == 0 ? fallback : value;
    }

    private static int BitsFor(int count) => 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(count - 1));
}
