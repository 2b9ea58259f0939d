using System.CommandLine;
using System.Globalization;
using EdgeNode.Appliance.Hosting.Options;
using EdgeNode.Appliance.Models;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode model pack | inspect | verify | golden | prepare</c>.</summary>
internal static class ModelCommand
{
    public static Command Create() => new("model", "Make, look at and prepare model bundles.") { ModelPackCommand.Create(), Inspect(), Verify(), Golden(), Prepare() };

    private static Command Inspect()
    {
        var path = new Argument<string>("bundle") { Description = "Folder or zip file of the bundle." };
        var command = new Command("inspect", "Say what a bundle is, after checking every checksum.") { path };
        command.SetAction(parsed =>
        {
            var opened = ModelBundle.Open(parsed.GetValue(path)!);
            if (!opened.IsUsable)
            {
                return Complaint.Because(new(opened.Problem.Code, opened.Problem.Text), ModelExitCode.Of(opened.Problem.Code));
            }

            ModelDescription.Write(Console.Out, opened.Bundle);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify()
    {
        var path = new Argument<string>("bundle") { Description = "Folder or zip file of the bundle." };
        var config = CommonOptions.Config();
        var command = new Command("verify", "Check every checksum, load the networks and run the golden case.") { path, config };
        command.SetAction(parsed => Load(parsed.GetValue(config), parsed.GetValue(path)));
        return command;
    }

    private static Command Golden()
    {
        var path = new Argument<string>("bundle") { Description = "Folder of the bundle; model.json and golden.zip in it are changed." };
        var command = new Command("golden", "Make the golden case of a bundle anew, from its own networks on the CPU.") { path };
        command.SetAction(parsed =>
        {
            var done = ModelPacking.Golden(parsed.GetValue(path)!, SyntheticTile.Of);
            if (!done.IsUsable)
            {
                return Complaint.Because(new(done.Problem.Code, done.Problem.Text), ModelExitCode.Of(done.Problem.Code));
            }

            Console.Out.WriteLine($"{done.Bundle.Manifest.Id} {done.Bundle.Manifest.Version} has a golden case; sha256 {done.Bundle.Sha256}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Prepare()
    {
        var config = CommonOptions.Config();
        var command = new Command("prepare", "Load the configured model as the service will, building engines that are not there yet, and run its golden case.") { config };
        command.SetAction(parsed => Load(parsed.GetValue(config), null));
        return command;
    }

    private static int Load(string? configFile, string? bundle)
    {
        var configuration = ApplianceConfiguration.Load(configFile);
        if (configuration.Options is not { Analysis: { } analysis })
        {
            return Complaint.Configuration(configuration.Errors);
        }

        var progress = ProgressLine.OnStderr();
        var loading = ModelLoading.Load(bundle is null ? analysis : analysis with { Model = bundle }, TimeProvider.System, new ProgressWords(progress));
        progress.End();
        if (loading.Model is not { } model)
        {
            return Complaint.Because(loading.Problem!, ModelExitCode.Of(loading.Problem!.Code));
        }

        var test = model.Test(CancellationToken.None);
        if (test.Problem is { } wrong)
        {
            return Complaint.Because(new(wrong.Code, wrong.Text), ExitCode.Defect);
        }

        Console.Out.WriteLine($"{model.Identity.Id} {model.Identity.Version} loads on {model.Identity.Provider} in {model.Identity.Precision}");
        Console.Out.WriteLine(test.HasCase
            ? string.Create(CultureInfo.InvariantCulture, $"golden case holds: logits within {test.LargestDifference:G2}, {test.LabelShare:P3} other labels")
            : "no golden case: make one with 'edgenode model golden'");
        foreach (var note in model.ProviderNotes)
        {
            Console.Out.WriteLine(note);
        }

        return ExitCode.Done;
    }
}
