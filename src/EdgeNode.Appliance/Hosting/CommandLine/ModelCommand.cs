using System.CommandLine;
using EdgeNode.Appliance.Models;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode model inspect|verify BUNDLE</c>.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Look at a model bundle.") { Inspect(), Verify() };

    private static Command Inspect()
    {
        var path = new Argument<string>("bundle") { Description = "Folder of the bundle." };
        var command = new Command("inspect", "Say what a bundle is, after checking every checksum.") { path };
        command.SetAction(parsed =>
        {
            var opened = ModelBundle.Open(parsed.GetValue(path)!);
            if (!opened.IsUsable)
            {
                return Complaint.Because(new(opened.Problem.Code, opened.Problem.Text), ModelExitCode.Of(opened.Problem.Code));
            }

            var (manifest, plan) = (opened.Bundle.Manifest, opened.Bundle.Plan);
            Console.Out.WriteLine($"{manifest.Id} {manifest.Version} ({(manifest.ClinicalUse ? "for clinical use" : "NOT for clinical use")})");
            Console.Out.WriteLine($"sha256         {opened.Bundle.Sha256}");
            Console.Out.WriteLine($"nnU-Net        {manifest.NnunetVersion}, {manifest.Configuration}, {manifest.Networks.Count} fold(s)");
            Console.Out.WriteLine($"spacing z,y,x  {string.Join(" x ", plan.Spacing)} mm");
            Console.Out.WriteLine($"patch z,y,x    {plan.PatchSize}");
            Console.Out.WriteLine($"labels         {string.Join(", ", plan.Labels)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var path = new Argument<string>("bundle") { Description = "Folder of the bundle." };
        var command = new Command("verify", "Check every checksum and load the networks.") { path };
        command.SetAction(parsed =>
        {
            var loading = ModelLoading.Load(parsed.GetValue(path)!, "auto", TimeProvider.System);
            if (loading.Problem is { } problem)
            {
                return Complaint.Because(problem, ModelExitCode.Of(problem.Code));
            }

            Console.Out.WriteLine($"{loading.Model!.Identity.Id} {loading.Model.Identity.Version} loads on {loading.Model.Identity.Provider} in {loading.Model.Identity.Precision}");
            return ExitCode.Done;
        });
        return command;
    }
}
