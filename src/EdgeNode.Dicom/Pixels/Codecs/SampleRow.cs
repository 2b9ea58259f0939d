using System.Runtime.InteropServices;

namespace EdgeNode.Dicom.Pixels.Codecs;

/// <summary>A decoded row of one component into the samples of a frame.</summary>
internal static class SampleRow
{
    /// <param name="values">The component's values, left to right.</param>
    /// <param name="row">Where the row begins; 8 or 16 bits a sample.</param>
    /// <param name="sample">Which of a pixel's samples the component is.</param>
    public static void Write(ReadOnlySpan<int> values, Span<byte> row, PixelDescription described, int sample)
    {
        var step = described.SamplesPerPixel;
        if (described.SampleBytes == 1)
        {
            for (var i = 0; i < values.Length; i++) row[(i * step) + sample] = (byte)values[i];
            return;
        }

        var wide = MemoryMarshal.Cast<byte, ushort>(row);
        for (var i = 0; i < values.Length; i++) wide[(i * step) + sample] = (ushort)values[i];
    }
}
