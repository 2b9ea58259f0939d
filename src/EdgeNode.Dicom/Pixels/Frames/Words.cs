namespace EdgeNode.Dicom.Pixels.Frames;

/// <summary>32-bit samples of a big endian file: the reader has put the bytes of each OW word in order, not the words of a sample.</summary>
internal static class Words
{
    public static void Swap(Span<byte> samples)
    {
        for (var i = 0; i + 4 <= samples.Length; i += 4) (samples[i], samples[i + 1], samples[i + 2], samples[i + 3]) = (samples[i + 2], samples[i + 3], samples[i], samples[i + 1]);
    }
}
