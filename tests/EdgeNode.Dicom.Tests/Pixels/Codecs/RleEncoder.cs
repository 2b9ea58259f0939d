using System.Buffers.Binary;

namespace EdgeNode.Dicom.Tests.Pixels.Codecs;

/// <summary>RLE Lossless for tests (PS3.5 annex G): runs of three and more repeated, the rest literal.</summary>
internal static class RleEncoder
{
    public static byte[] Encode(ReadOnlySpan<byte> samples, int sampleBytes, int samplesPerPixel)
    {
        var stride = sampleBytes * samplesPerPixel;
        using var stream = new MemoryStream();
        var header = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(header, stride);
        stream.Write(header);
        for (var segment = 0; segment < stride; segment++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4 * (segment + 1)), (int)stream.Position);
            var plane = new byte[samples.Length / stride];
            for (var i = 0; i < plane.Length; i++) plane[i] = samples[(i * stride) + (segment / sampleBytes * sampleBytes) + sampleBytes - 1 - (segment % sampleBytes)];
            Pack(stream, plane);
            if ((stream.Position & 1) != 0) stream.WriteByte(0);
        }

        var bytes = stream.ToArray();
        header.CopyTo(bytes, 0);
        return bytes;
    }

    private static void Pack(MemoryStream stream, byte[] plane)
    {
        for (var at = 0; at < plane.Length;)
        {
            var run = 1;
            while (run < 128 && at + run < plane.Length && plane[at + run] == plane[at]) run++;
            if (run >= 3)
            {
                stream.Write([(byte)(1 - run), plane[at]]);
                at += run;
                continue;
            }

            var end = at + 1;
            while (end < plane.Length && end - at < 128 && (end + 2 >= plane.Length || plane[end] != plane[end + 1] || plane[end] != plane[end + 2])) end++;
            stream.WriteByte((byte)(end - at - 1));
            stream.Write(plane, at, end - at);
            at = end;
        }
    }
}
