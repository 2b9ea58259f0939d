using System.Globalization;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Imaging.Volumes;
using EdgeNode.Inference;
using EdgeNode.Inference.Bundles;
using EdgeNode.Inference.Networks;
using EdgeNode.Phantom;

namespace EdgeNode.Benchmarks.Inference;

/// <summary>
/// The same bundle and the same synthetic neck through <c>edgenode analyze</c> and through nnU-Net's inference written plainly with PyTorch, whole
/// processes in turn. Wall time is what a ward waits, processor time is what other work on the machine can hardly move.
/// </summary>
internal static class InferenceBenchmark
{
    private const string Peer = "Inference/peers/sliding_window.py";

    public static async Task<int> RunAsync(int rounds, int slices, string bundle)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-bench-inference-").FullName;
        try
        {
            var ct = PhantomStudy.Create(new() { Seed = 1, Slices = slices }).Ct;
            var volume = Path.Combine(folder, "ct.nii");
            NiftiWriter.Write(ct, volume);
            var script = Path.Combine(AppContext.BaseDirectory, Peer);
            var labels = Path.Combine(folder, "peer.raw");
            Column[] columns =
            [
                new("edgenode", ["artifacts/edgenode", "analyze", volume, "--out", Path.Combine(folder, "out"), "--model", bundle, "--verbose"]),
                new("PyTorch, one tile at a time", ["/usr/bin/python3", script, bundle, volume, labels]),
                new("PyTorch, two tiles at a time", ["/usr/bin/python3", script, bundle, volume, labels, "--batch", "2"]),
            ];
            var different = new Dictionary<string, int>();
            var expected = Labels(bundle, ct);
            for (var round = 0; round < rounds; round++)
            {
                foreach (var column in columns)
                {
                    column.Runs.Add(await MeasuredProcess.RunAsync(column.Command));
                    if (column != columns[0])
                    {
                        different[column.Name] = File.ReadAllBytes(labels).Zip(expected).Count(pair => pair.First != pair.Second);
                    }
                }
            }

            Report(columns, different, expected.Length);
            Console.WriteLine($"\nedgenode's stages, the last round:\n{columns[0].Runs[^1].Errors[columns[0].Runs[^1].Errors.LastIndexOf(" model ", StringComparison.Ordinal)..].TrimEnd()}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Labels(string path, Volume<short> ct)
    {
        var bundle = ModelBundle.Open(path).Bundle ?? throw new InvalidOperationException($"{path}: {ModelBundle.Open(path).Problem}");
        using var loaded = NetworkLoader.Load(bundle, new() { Provider = ExecutionProvider.Cpu });
        return new Segmenter(bundle, loaded.Networks, new(), TimeProvider.System).Segment(ct).Segmentation!.Labels.Voxels.ToArray();
    }

    private static void Report(Column[] columns, Dictionary<string, int> different, int voxels)
    {
        Console.WriteLine("| program | wall s | processor s | peak MiB | wall / edgenode | processor / edgenode | peak / edgenode | labels that differ |\n|---|---|---|---|---|---|---|---|");
        foreach (var column in columns)
        {
            var count = different.TryGetValue(column.Name, out var labels) ? $"{labels} of {voxels}" : "";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {column.Name} | {column.Of(run => run.WallSeconds):0.0} | {column.Of(run => run.ProcessorSeconds):0.0} | {column.Of(run => run.PeakMiB):0} | {Ratio(run => run.WallSeconds):0.00} | {Ratio(run => run.ProcessorSeconds):0.00} | {Ratio(run => run.PeakMiB):0.00} | {count} |"));

            double Ratio(Func<ProcessRun, double> of) => Median.Of(column.Runs.Zip(columns[0].Runs, (theirs, own) => of(theirs) / of(own)));
        }
    }

    private sealed record Column(string Name, string[] Command)
    {
        public List<ProcessRun> Runs { get; } = [];

        public double Of(Func<ProcessRun, double> of) => Median.Of(Runs.Select(of));
    }
}
