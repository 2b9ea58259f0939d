using System.Diagnostics;
using System.Globalization;
using EdgeNode.Appliance.Alarms.Rules;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Dicom.Files;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Benchmarks.Inference;

/// <summary>
/// What a study takes in a service that runs already: the model is open and the code is warm, so the first study is not counted. Counted is what the
/// service does between "complete" and "analysed" but for its database: series choice, reading, analysis, volume and mask for the viewer, with fsync.
/// </summary>
internal static class InferenceService
{
    public static int Run(int studies, int slices, string bundle)
    {
        var folder = Directory.CreateTempSubdirectory("edgenode-bench-service-").FullName;
        try
        {
            PhantomDicom.Write(PhantomStudy.Create(new() { Seed = 7, Slices = slices }), folder, TransferSyntax.ExplicitVrLittleEndian.Uid);
            var files = InputReader.Files(folder).Select(FileRegion.Whole).ToList();
            var options = new AnalysisOptions { Model = bundle, Provider = "cpu" };
            var model = ModelLoading.Load(options, TimeProvider.System).Model ?? throw new InvalidOperationException($"{bundle} cannot be loaded.");
            var analysis = new VolumeAnalysis(RuleTableFile.Load("").Table!, TimeProvider.System);
            var derived = new DerivedFiles(folder);
            Console.WriteLine("| study | choice s | read s | preprocess s | network s | postprocess s | measure s | write s | all but the network |\n|---|---|---|---|---|---|---|---|---|");
            for (var n = 0; n <= studies; n++)
            {
                var (choice, selection) = Timed(() => SeriesChoice.Choose(files, options));
                var (read, study) = Timed(() => StudyReader.Read(files, selection.Decision!, CancellationToken.None));
                var findings = analysis.Run(model, study.Volume!.Value, study.Stack, study.Facts!, null, CancellationToken.None).Findings!;
                var (write, _) = Timed(() =>
                {
                    derived.Write(Guid.Empty, 1, study.Volume!.Value, findings.Labels);
                    return true;
                });
                var timings = findings.Segmentation.Timings;
                TimeSpan[] stages = [choice, read, timings.Preprocess, timings.Network, timings.Postprocess, findings.Measuring, write];
                var all = stages.Sum(stage => stage.TotalSeconds);
                var share = (all - timings.Network.TotalSeconds) / all;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {(n == 0 ? "first (cold)" : $"{n}")} | {string.Join(" | ", stages.Select(stage => stage.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)))} | {share:P1} |"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (TimeSpan Took, T Result) Timed<T>(Func<T> work)
    {
        var begin = Stopwatch.GetTimestamp();
        var result = work();
        return (Stopwatch.GetElapsedTime(begin), result);
    }
}
