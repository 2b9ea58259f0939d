namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>Colour planes into pixels (PS3.3 C.7.6.3.1.3, Planar Configuration 1 to 0).</summary>
internal static class Planes
{
    /// <summary>Reorders one frame in place.</summary>
    public static void Interleave(Span<byte> frame, PixelDescription described)
    {
        var planes = frame.ToArray();
        var (size, samples, pixels) = (described.SampleBytes, described.SamplesPerPixel, described.FramePixels);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            for (var sample = 0; sample < samples; sample++)
            {
                planes.AsSpan(((sample * pixels) + pixel) * size, size).CopyTo(frame[(((pixel * samples) + sample) * size)..]);
            }
        }
    }
}
