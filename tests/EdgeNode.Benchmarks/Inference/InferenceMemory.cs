using System.Globalization;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Benchmarks.Inference;

/// <summary>
/// The most memory that <c>edgenode analyze</c> takes for a large study as DICOM: 512 x 512 pixels of 1 mm, so that the network's grid is as large as
/// the scan's own. Slices every 1.5 mm keep it so; every 1 mm makes all three axes be resampled.
/// </summary>
internal static class InferenceMemory
{
    public static async Task<int> RunAsync(int slices, string bundle)
    {
        Console.WriteLine("| study | peak MiB | wall s | processor s |\n|---|---|---|---|");
        foreach (var spacing in new (double Pixel, double Slice)[] { (1, 1.5), (0.97, 1), (0.45, 1.5) })
        {
            var folder = Directory.CreateTempSubdirectory("edgenode-bench-memory-").FullName;
            try
            {
                var study = PhantomStudy.Create(new() { Slices = slices, SpacingMm = new(spacing.Pixel, spacing.Pixel, spacing.Slice) });
                PhantomDicom.Write(study, folder, EdgeNode.Dicom.Files.TransferSyntax.ExplicitVrLittleEndian.Uid);
                var run = await MeasuredProcess.RunAsync(["artifacts/edgenode", "analyze", folder, "--out", Path.Combine(folder, "out"), "--model", bundle]);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| 512x512x{slices}, {spacing.Pixel} mm pixels, slices every {spacing.Slice} mm | {run.PeakMiB:0} | {run.WallSeconds:0} | {run.ProcessorSeconds:0} |"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }
}
