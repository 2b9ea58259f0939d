using System.Security.Cryptography;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels.Frames;

namespace EdgeNode.Dicom.Pixels;

/// <summary>A hash over samples, or why there is none.</summary>
public readonly record struct PixelHashResult(string? Sha256, PixelProblem? Problem);

/// <summary>
/// Tells decoders apart: SHA-256 over the samples of every frame as they are stored, before any rescale: frame, row, column, sample, little endian,
/// single bits as one byte each. Reads more than analysis does: colour, 1 and 32 bits, and lossy streams where a codec decodes them.
/// </summary>
public static class PixelHash
{
    public static PixelHashResult Of(DicomFile file)
    {
        if (!PixelSource.TryOpen(file, out var source, out var problem)) return new(null, problem);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var frame = 0; frame < source.Description.Frames; frame++)
        {
            if (source.Inspect(frame).Problem is { } misfit) return new(null, misfit);
            var (samples, damage) = source.Frame(frame);
            if (damage is not null) return new(null, damage);
            hash.AppendData(samples.Span);
        }

        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), null);
    }
}
