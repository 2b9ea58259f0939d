using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using EdgeNode.Benchmarks.Intake;
using EdgeNode.Dicom.Files;
using EdgeNode.Dicom.Pixels;

namespace EdgeNode.Benchmarks.Reading;

/// <summary>
/// 300 slices of 512x512 to a float32 volume in HU, one thread, files in the page cache. Peers: dcmtk's library and a floor in C that reads and converts and
/// knows nothing else, both compiled on the spot. Each program times its own rounds, so that no process start is in them; the programs take turns.
/// </summary>
internal static class ReadingBenchmark
{
    private const int Slices = 300;

    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateDirectory(Path.Combine("TestResults", "bench-read")).FullName;
        try
        {
            var study = Study.Make(folder, 100, Slices);
            await CompileAsync("g++", "readdcmtk.cc", folder, "-std=c++17", "-ldcmdata", "-lofstd", "-loflog");
            await CompileAsync("gcc", "readfloor.c", folder);
            var (ours, dcmtk, floor) = (new List<double>(), new List<double>(), new List<double>());
            var volume = new float[(long)Slices * 512 * 512];
            for (var round = 0; round <= rounds; round++)
            {
                // The first of two is the warm-up, as it is for the peers.
                Read(study, volume);
                ours.Add(Read(study, volume));
                dcmtk.Add(await RunAsync("readdcmtk", folder));
                floor.Add(await RunAsync("readfloor", folder));
            }

            Console.WriteLine($"300 slices to float32, one thread, {rounds + 1} rounds\n| reader | median s | edgenode / this, time |\n|---|---|---|");
            foreach (var (name, times) in new[] { ("edgenode", ours), ("dcmtk", dcmtk), ("C floor", floor) })
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median.Of(times):0.000} | {Median.Of(ours.Zip(times, (own, theirs) => own / theirs)):0.00} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Read(Study study, float[] volume)
    {
        var begin = Stopwatch.GetTimestamp();
        const int Slice = 512 * 512;
        var at = 0;
        foreach (var path in study.Files)
        {
            var region = FileRegion.Whole(path);
            var buffer = ArrayPool<byte>.Shared.Rent((int)region.Length);
            StoredValues.From(DicomReader.ReadInto(region, buffer).File!).Values!.ToHounsfield(volume.AsSpan(at, Slice));
            ArrayPool<byte>.Shared.Return(buffer);
            at += Slice;
        }

        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task<double> RunAsync(string program, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, program), [folder, "2"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return double.Parse(lines[^1], CultureInfo.InvariantCulture);
    }

    private static async Task CompileAsync(string compiler, string source, string folder, params string[] options)
    {
        using var process = Process.Start(compiler, ["-O3", "-march=native", "-o", Path.Combine(folder, Path.GetFileNameWithoutExtension(source)), Path.Combine(AppContext.BaseDirectory, "Reading/peers", source), .. options]);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{source} does not compile; libdcmtk-dev and g++ are needed.");
    }
}
