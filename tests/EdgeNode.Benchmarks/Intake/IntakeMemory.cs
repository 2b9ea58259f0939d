using System.Globalization;
using EdgeNode.Dicom.DataSets;
using EdgeNode.Dicom.Files;

namespace EdgeNode.Benchmarks.Intake;

/// <summary>
/// Resident memory of the appliance and of its reception alone: before the first image, after studies over one and over four associations, and
/// what one instance of 64 MB adds to that.
/// </summary>
internal static class IntakeMemory
{
    private const int Slices = 300;
    private const int LargeBytes = 64 << 20;

    public static async Task<int> RunAsync()
    {
        var folder = Path.GetFullPath(Path.Combine("TestResults", "bench-intake-memory"));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        try
        {
            var studies = Enumerable.Range(0, 4).Select(n => Study.Make(Path.Combine(folder, $"study{n}"), (ulong)(100 + n), Slices)).ToList();
            var large = Large(Path.Combine(folder, "large"));
            Console.WriteLine("| process | resident at start, MB | peak, one association | peak, four | peak, a 64 MB instance | its growth |\n|---|---|---|---|---|---|");
            foreach (var start in new Func<Receiver>[] { () => Receiver.Appliance(In(folder, "edgenode")), () => Receiver.Reception("edgenode, reception alone", In(folder, "reception")) })
            {
                await using var receiver = start();
                await PrintAsync(receiver, studies, large);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrintAsync(Receiver receiver, List<Study> studies, Study large)
    {
        await receiver.ListensAsync();
        // The appliance loads its network and tests it; the reserve of the spool is filled.
        await receiver.SettledAsync();
        var start = receiver.ResidentMegabytes;
        var peaks = new List<double>();
        foreach (var (column, sent) in new[] { ("nodelay16", studies.Take(1)), ("parallel4", studies), ("nodelay16", [large]) })
        {
            for (var round = 0; round < 3; round++)
            {
                foreach (var study in sent) study.Renew(100 + (10 * peaks.Count) + round);
                await Column.All.Single(one => one.Name == column).SendAsync(receiver, [.. sent]);
                await receiver.SettledAsync();
            }

            peaks.Add(receiver.PeakMegabytes);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {receiver.Name} | {start:0} | {peaks[0]:0} | {peaks[1]:0} | {peaks[2]:0} | {peaks[2] - peaks[1]:0.0} |"));
    }

    private static Study Large(string folder)
    {
        Directory.CreateDirectory(folder);
        var slice = new DicomDataset().Set(Tags.SOPClassUID, SopClasses.CtImageStorage).Set(Tags.SOPInstanceUID, "2.25.10000000000000000000000000000000001").Set(Tags.StudyInstanceUID, "2.25.10000000000000000000000000000000002")
            .Set(Tags.SeriesInstanceUID, "2.25.10000000000000000000000000000000003").Set(Tags.Modality, "CT").Set(Tags.PixelData, Vr.OW, new byte[LargeBytes]);
        using (var file = File.Create(Path.Combine(folder, "0.dcm"))) DicomWriter.Write(file, slice);
        return Study.Of(folder);
    }

    private static string In(string folder, string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
}
