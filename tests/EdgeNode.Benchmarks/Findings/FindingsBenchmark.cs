using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EdgeNode.Imaging.Components;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Measurements;
using EdgeNode.Imaging.Volumes;

namespace EdgeNode.Benchmarks.Findings;

/// <summary>
/// From a label volume of 512 x 512 x 300 with 60 nodes to their measurements, against scipy's labelling with scikit-image's regionprops, which
/// measures less (volume, centroid, box, mean HU). Both in turn in one run; the peer times itself, without the start of Python.
/// </summary>
internal static class FindingsBenchmark
{
    private const int Nodes = 60;

    public static async Task<int> RunAsync(int rounds)
    {
        var (ct, labels) = Scene();
        var folder = Directory.CreateTempSubdirectory("edgenode-bench-findings-").FullName;
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "ct"), MemoryMarshal.AsBytes(ct.Span).ToArray());
            await File.WriteAllBytesAsync(Path.Combine(folder, "labels"), labels.Span.ToArray());
            var (ours, peers, allocated, first) = (new List<double>(), new List<double>(), 0L, 0.0);
            for (var round = 0; round < rounds; round++)
            {
                var (start, before) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
                var found = NodeMeasurer.Measure(ct, NodeComponents.Find(labels, new() { MinVoxels = 10 }).Kept, new() { Contrast = true });
                var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
                allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
                if (found.Count != Nodes) throw new InvalidOperationException($"{found.Count} nodes were found of {Nodes}.");
                if (round == 0) first = took;
                ours.Add(took);
                peers.Add(await PeerAsync(folder));
            }

            var (a, b) = (Median.Of(ours), Median.Of(peers));
            Console.WriteLine("| program | s | edgenode / it | allocated MB |\n|---|---|---|---|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| edgenode, first time in the process | {first:F3} | | |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| edgenode, median of {rounds} | {a:F3} | 1 | {allocated / 1e6:F1} (labels: {labels.Span.Length / 1e6:F0}) |"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| scipy label and scikit-image regionprops, median of {rounds} | {b:F3} | {a / b:F3} | |"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> PeerAsync(string folder)
    {
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine("tests", "EdgeNode.Benchmarks", "Findings", "peers", "regions.py"), folder]) { RedirectStandardOutput = true })!;
        var words = (await python.StandardOutput.ReadToEndAsync()).Split();
        await python.WaitForExitAsync();
        if (python.ExitCode != 0 || int.Parse(words[1], CultureInfo.InvariantCulture) != Nodes) throw new InvalidOperationException("The peer did not find the nodes.");
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Ellipsoids with half axes of 2 to 14 mm on a jittered lattice, in a body of 50 HU.</summary>
    private static (Volume<short> Ct, Volume<byte> Labels) Scene()
    {
        var geometry = GridGeometry.AxisAligned(new(512, 512, 300), new(0.45, 0.45, 1));
        var (ct, labels) = (Volume.Allocate<short>(geometry), Volume.Allocate<byte>(geometry));
        ct.Span.Fill(50);
        labels.Span.Clear();
        var random = new Random(1);
        for (var n = 0; n < Nodes; n++)
        {
            int cx = 70 + (n % 5 * 90), cy = 90 + (n / 5 % 4 * 105), cz = 50 + (n / 20 * 95);
            var (a, b, c) = (Half(random) / 0.45, Half(random) / 0.45, Half(random));
            for (var z = (int)-c; z <= c; z++)
            {
                for (var y = (int)-b; y <= b; y++)
                {
                    for (var x = (int)-a; x <= a; x++)
                    {
                        if ((x * x / (a * a)) + (y * y / (b * b)) + (z * z / (c * c)) <= 1) labels.Span[labels.IndexOf(cx + x, cy + y, cz + z)] = (byte)(1 + (n % 3));
                    }
                }
            }
        }

        return (ct, labels);
    }

    private static double Half(Random random) => 2 + (12 * random.NextDouble());
}
