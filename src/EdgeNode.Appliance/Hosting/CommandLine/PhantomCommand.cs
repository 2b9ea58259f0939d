using System.CommandLine;
using System.Globalization;
using EdgeNode.Dicom.Files;
using EdgeNode.Imaging.Geometry;
using EdgeNode.Imaging.Nifti;
using EdgeNode.Phantom;
using EdgeNode.Phantom.Output;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode phantom</c>: a synthetic neck CT as DICOM, with its truth beside it.</summary>
internal static class PhantomCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Folder to write to.", Required = true };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same study.", DefaultValueFactory = _ => 1 };
        var slices = new Option<int>("--slices") { Description = "Number of slices.", DefaultValueFactory = _ => 120 };
        var spacing = new Option<string>("--spacing") { Description = "Voxel spacing Z,Y,X in mm.", DefaultValueFactory = _ => "1.5,0.45,0.45" };
        var nodes = new Option<int?>("--nodes") { Description = "Number of lymph nodes (default: drawn by the seed)." };
        var syntax = new Option<string>("--transfer-syntax") { Description = "Transfer Syntax UID.", DefaultValueFactory = _ => TransferSyntax.ExplicitVrLittleEndian.Uid };
        var vary = new Option<bool>("--vary") { Description = "Draw spacing, slice thickness, field of view and tilt by the seed too, in place of --slices and --spacing." };
        var cases = new Option<int?>("--cases") { Description = "Make this many studies, seeds from --seed on, each in a folder named by its seed: a set for `edgenode evaluate`." };
        var into = new Option<string?>("--into") { Description = "Paint the nodes into a copy of this real CT without contrast (DICOM, .nii.gz, .nrrd) instead of making a neck; writes ct.nii.gz." };
        var command = new Command("phantom", "Make a synthetic neck CT with known nodes.") { folder, seed, slices, spacing, nodes, syntax, vary, cases, into };
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            if (Spacing(parsed.GetValue(spacing)!) is not { } mm || parsed.GetValue(slices) is < 1 or > 2000)
            {
                return Complaint.Because(new("USAGE", "--spacing is Z,Y,X in mm, such as 1.5,0.45,0.45; --slices is 1 to 2000."), ExitCode.Usage);
            }

            if (parsed.GetValue(cases) is < 1 or > 10_000)
            {
                return Complaint.Because(new("USAGE", "--cases is 1 to 10000."), ExitCode.Usage);
            }

            var first = parsed.GetValue(seed);
            if (parsed.GetValue(into) is { } real)
            {
                return RealNeckPhantoms.Write(real, parsed.GetValue(folder)!, first, parsed.GetValue(cases), parsed.GetValue(nodes), cancel);
            }

            for (var i = 0; i < (parsed.GetValue(cases) ?? 1); i++)
            {
                var own = first + (ulong)i;
                var options = parsed.GetValue(vary) ? PhantomProtocol.Draw(own) with { Nodes = parsed.GetValue(nodes) }
                    : new() { Seed = own, Slices = parsed.GetValue(slices), SpacingMm = mm, Nodes = parsed.GetValue(nodes) };
                var to = parsed.GetValue(cases) is null ? parsed.GetValue(folder)! : Path.Combine(parsed.GetValue(folder)!, own.ToString(CultureInfo.InvariantCulture));
                Write(options, to, parsed.GetValue(syntax)!, cancel);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Writes the study and its truth; also what the demo begins with.</summary>
    public static int Write(PhantomOptions options, string folder, string transferSyntaxUid, CancellationToken cancel)
    {
        var progress = ProgressLine.OnStderr();
        progress.Show("making a synthetic neck", 0, 0);
        var study = PhantomStudy.Create(options, cancel);
        PhantomDicom.Write(study, folder, transferSyntaxUid, new Immediate<int>(written => progress.Show("slices written", written, options.Slices)));
        NiftiWriter.Write(study.Truth, Path.Combine(folder, "truth.nii.gz"));
        progress.End();
        Console.Out.WriteLine($"{options.Slices} slices and {study.Nodes.Count} nodes in {folder}");
        return ExitCode.Done;
    }

    private static Vector3? Spacing(string text)
    {
        var mm = text.Split(',').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 50 ? value : double.NaN).ToArray();
        return mm.Length == 3 && mm.All(double.IsFinite) ? new(mm[2], mm[1], mm[0]) : null;
    }
}
