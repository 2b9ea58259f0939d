using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Dicom.Fuzz.Seeds;

/// <summary>Small images in the pixel formats a CT may come in.</summary>
internal static class PixelSeeds
{
    public static IEnumerable<byte[]> All()
    {
        foreach (var slice in (DicomDataset[])[SampleSlice.Create(), SampleSlice.Create(5, 3, 8, 8, false), SampleSlice.Create(4, 4, 16, 12, false), SampleSlice.Create(2, 2, 16, 10), Frames()])
        {
            yield return FileSeeds.File(slice);
            yield return FileSeeds.File(slice, new() { TransferSyntax = TransferSyntax.ImplicitVrLittleEndian });
            yield return BigEndian.File(slice);
            yield return FileSeeds.Encapsulated(slice, TransferSyntax.RleLossless, [default, RunLengths(slice)]);
        }

        foreach (var compressed in CodecSeeds.All()) yield return compressed;
    }

    private static DicomDataset Frames() => SampleSlice.Create(6, 2).Set(Tags.NumberOfFrames, 3).Set(Tags.Rows, 2).Set(Tags.PixelPaddingRangeLimit, Vr.US, new byte[] { 0, 0xFC });

    /// <summary>One RLE frame (PS3.5 annex G): a segment of literal runs for each byte of a value, most significant first.</summary>
    public static byte[] RunLengths(DicomDataset slice)
    {
        var pixels = slice.Bytes(Tags.PixelData).ToArray();
        var bytes = slice.GetInt(Tags.BitsAllocated)!.Value / 8;
        var header = new byte[64];
        var body = new List<byte>();
        header[0] = (byte)bytes;
        for (var segment = 0; segment < bytes; segment++)
        {
            BitConverter.TryWriteBytes(header.AsSpan(4 + (4 * segment)), 64 + body.Count);
            var plane = pixels.Where((_, i) => i % bytes == bytes - 1 - segment).ToArray();
            body.Add((byte)(plane.Length - 1));
            body.AddRange(plane);
            if (body.Count % 2 == 1) body.Add(0x80);
        }

        return [.. header, .. body];
    }
}
