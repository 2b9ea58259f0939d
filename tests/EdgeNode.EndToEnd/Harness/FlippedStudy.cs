using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.EndToEnd.Harness;

/// <summary>The same patient stored another way round: pixels are mirrored, and orientation and position (PS3.3 C.7.6.2.1.1) say so.</summary>
internal static class FlippedStudy
{
    /// <param name="folder">CT slices of 16 bits, axial and upright; rewritten in place.</param>
    /// <param name="columns">The patient's left comes first in a row.</param>
    /// <param name="rows">The back comes first.</param>
    public static void Flip(string folder, bool columns, bool rows)
    {
        foreach (var path in Directory.GetFiles(folder, "*.dcm"))
        {
            var slice = DicomReader.ReadFile(path).File!.DataSet;
            var (width, height) = (slice.GetInt(Tags.Columns)!.Value, slice.GetInt(Tags.Rows)!.Value);
            var (at, spacing) = (slice.GetDoubles(Tags.ImagePositionPatient), slice.GetDoubles(Tags.PixelSpacing));
            DicomWriter.WriteFile(path, slice
                .Set(Tags.PixelData, Vr.OW, Mirrored(slice.Bytes(Tags.PixelData).Span, width, height, columns, rows))
                .Set(Tags.ImageOrientationPatient, columns ? -1 : 1, 0, 0, 0, rows ? -1 : 1, 0)
                .Set(Tags.ImagePositionPatient, at[0] + (columns ? (width - 1) * spacing[1] : 0), at[1] + (rows ? (height - 1) * spacing[0] : 0), at[2]));
        }
    }

    private static byte[] Mirrored(ReadOnlySpan<byte> pixels, int width, int height, bool columns, bool rows)
    {
        var mirrored = new byte[pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = 2 * (((rows ? height - 1 - y : y) * width) + (columns ? width - 1 - x : x));
                pixels.Slice(from, 2).CopyTo(mirrored.AsSpan(2 * ((y * width) + x)));
            }
        }

        return mirrored;
    }
}
