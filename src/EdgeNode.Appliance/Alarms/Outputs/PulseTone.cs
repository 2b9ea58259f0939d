using System.Buffers.Binary;
using System.Text;

namespace EdgeNode.Appliance.Alarms.Outputs;

/// <summary>
/// Bursts of pulses as a WAV file (RIFF, PCM, 16 bits, mono): 523 Hz with four harmonics, so that it is heard and found in a room, soft at
/// both ends of a pulse; a longer gap after every fifth (the shape of IEC 60601-1-8 bursts).
/// </summary>
internal static class PulseTone
{
    internal const int HeaderBytes = 44;
    private const int Rate = 22_050;
    private const double Frequency = 523;
    private const int Harmonics = 5;
    private const double PulseSeconds = 0.15;
    private const double GapSeconds = 0.1;
    private const double FifthGapSeconds = 0.4;
    private const double EdgeSeconds = 0.02;

    public static byte[] Wave(int pulses)
    {
        List<short> samples = [];
        for (var pulse = 0; pulse < pulses; pulse++)
        {
            AddPulse(samples);
            samples.AddRange(new short[(int)(Rate * (pulse % 5 == 4 ? FifthGapSeconds : GapSeconds))]);
        }

        return Wave(samples);
    }

    /// <summary>A tenth of a second in which nothing is heard.</summary>
    public static byte[] Silence() => Wave([.. new short[(int)(Rate * GapSeconds)]]);

    private static byte[] Wave(List<short> samples)
    {
        var wave = new byte[HeaderBytes + (samples.Count * sizeof(short))];
        Header(wave);
        for (var i = 0; i < samples.Count; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(HeaderBytes + (i * sizeof(short))), samples[i]);
        }

        return wave;
    }

    private static void AddPulse(List<short> samples)
    {
        for (var i = 0; i < Rate * PulseSeconds; i++)
        {
            var seconds = (double)i / Rate;
            var edge = Math.Clamp(Math.Min(seconds, PulseSeconds - seconds) / EdgeSeconds, 0, 1);
            var sum = Enumerable.Range(1, Harmonics).Sum(harmonic => Math.Sin(2 * Math.PI * Frequency * harmonic * seconds) / harmonic);
            samples.Add((short)(short.MaxValue * 0.5 * edge * sum));
        }
    }

    private static void Header(Span<byte> wave)
    {
        Encoding.ASCII.GetBytes("RIFF", wave);
        BinaryPrimitives.WriteInt32LittleEndian(wave[4..], wave.Length - 8);
        Encoding.ASCII.GetBytes("WAVEfmt ", wave[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(wave[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(wave[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(wave[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(wave[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(wave[28..], Rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(wave[32..], sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(wave[34..], 8 * sizeof(short));
        Encoding.ASCII.GetBytes("data", wave[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(wave[40..], wave.Length - HeaderBytes);
    }
}
