using System.Globalization;
using EdgeNode.Appliance.Analysis;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Phantom.Background;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode phantom --into CT</c>: known nodes in copies of a real CT, a set for <c>edgenode evaluate</c>.</summary>
internal static class RealNeckPhantoms
{
    public static int Write(string real, string folder, ulong first, int? cases, int? nodes, CancellationToken cancel)
    {
        if (!File.Exists(real) && !Directory.Exists(real))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{real}' is not there."), ExitCode.InputMissing);
        }

        if (nodes is < 0 or > 40)
        {
            return Complaint.Because(new("USAGE", "--nodes is 0 to 40."), ExitCode.Usage);
        }

        var progress = ProgressLine.OnStderr();
        progress.Show("reading", 0, 0);
        var study = InputReader.Read(real, new AnalysisOptions(), cancel);
        if (study.Volume is not { } ct)
        {
            progress.End();
            return Complaint.Because(study.Refusal!, ExitCode.InputUnsuitable);
        }

        for (var i = 0; i < (cases ?? 1); i++)
        {
            progress.Show("necks with nodes", i, cases ?? 1);
            var seed = first + (ulong)i;
            var made = NodesInRealNeck.Insert(ct, seed, nodes, cancel);
            var to = cases is null ? folder : Path.Combine(folder, seed.ToString(CultureInfo.InvariantCulture));
            PhantomNifti.Write(made, to);
            progress.End();
            Console.Out.WriteLine($"{ct.Size.Z} slices and {made.Nodes.Count} nodes in {to}");
        }

        return ExitCode.Done;
    }
}
