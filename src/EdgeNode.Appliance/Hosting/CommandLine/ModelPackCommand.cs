using System.CommandLine;
using System.Globalization;
using EdgeNode.Appliance.Models;
using EdgeNode.Inference.Bundles;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode model pack</c>: a bundle of what nnU-Net leaves and the ONNX files made of its checkpoints (models/tools).</summary>
internal static class ModelPackCommand
{
    public static Command Create()
    {
        var plans = new Option<string>("--plans") { Description = "nnU-Net's plans.json.", Required = true };
        var dataset = new Option<string>("--dataset") { Description = "nnU-Net's dataset.json.", Required = true };
        var configuration = new Option<string>("--configuration") { Description = "Configuration in plans.json, e.g. 3d_fullres.", Required = true };
        var networks = new Option<string>("--network") { Description = "ONNX file of each fold, separated by commas.", Required = true };
        var mirror = new Option<string>("--mirror-axes") { Description = "Axes of test-time mirroring, e.g. 0,1,2 (eight times the work; default none).", DefaultValueFactory = _ => "" };
        var step = new Option<double>("--step") { Description = "Distance of tiles as a share of a tile.", DefaultValueFactory = _ => 0.5 };
        var cascade = new Option<string?>("--cascade-from") { Description = "Bundle of the stage before, for the second stage of a cascade." };
        var card = new Option<string?>("--card") { Description = "Model card (Markdown)." };
        var id = new Option<string?>("--id") { Description = "Name of the model (default: the configuration)." };
        var version = new Option<string>("--model-version") { Description = "Version of the model.", DefaultValueFactory = _ => "1" };
        var nnunet = new Option<string>("--nnunet-version") { Description = "nnU-Net that trained it.", DefaultValueFactory = _ => "2.8.1" };
        var orientation = new Option<string>("--orientation") { Description = "Patient directions in which z, y, x of the training arrays grow (S/I, P/A, L/R). SPL: axial slices from the feet up.", DefaultValueFactory = _ => "SPL" };
        var voxels = new Option<int?>("--min-component-voxels") { Description = "Components of fewer voxels at the network's spacing are no findings." };
        var probability = new Option<double?>("--min-mean-probability") { Description = "Components of a lower mean probability of any class, 0 to 1, are no findings (default: none is left out)." };
        var share = new Option<double?>("--min-class-share") { Description = "Share of its voxels, 0 to 1, with which a component of several classes has the worst of them (default: 0.2)." };
        var clinical = new Option<bool>("--clinical-use") { Description = "The model is released for clinical use." };
        var output = new Option<string>("--out") { Description = "Folder, or zip file where it ends in .zip; must not be there yet.", Required = true };
        var command = new Command("pack", "Make a bundle, checked by loading and running it.")
        {
            plans, dataset, configuration, networks, mirror, step, cascade, card, id, version, nnunet, orientation, voxels, share, probability, clinical, output,
        };
        command.SetAction(parsed =>
        {
            if (Axes(parsed.GetValue(mirror)!) is not { } axes)
            {
                Console.Error.WriteLine("edgenode: USAGE: --mirror-axes takes axes of 0, 1, 2 separated by commas.");
                return ExitCode.Usage;
            }

            var packed = ModelPacking.Pack(
                new()
                {
                    Plans = parsed.GetValue(plans)!,
                    Dataset = parsed.GetValue(dataset)!,
                    Configuration = parsed.GetValue(configuration)!,
                    Networks = parsed.GetValue(networks)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                    Out = parsed.GetValue(output)!,
                    MirrorAxes = axes,
                    Step = parsed.GetValue(step),
                    CascadeFrom = parsed.GetValue(cascade),
                    Card = parsed.GetValue(card),
                    Id = parsed.GetValue(id) ?? parsed.GetValue(configuration)!,
                    Version = parsed.GetValue(version)!,
                    NnunetVersion = parsed.GetValue(nnunet)!,
                    ArrayOrientation = parsed.GetValue(orientation)!,
                    MinComponentVoxels = parsed.GetValue(voxels),
                    MinClassShare = parsed.GetValue(share),
                    MinMeanProbability = parsed.GetValue(probability),
                    ClinicalUse = parsed.GetValue(clinical),
                },
                SyntheticTile.Of);
            if (!packed.IsUsable)
            {
                return Complaint.Because(new(packed.Problem.Code, packed.Problem.Text), ModelExitCode.Of(packed.Problem.Code));
            }

            ModelDescription.Write(Console.Out, packed.Bundle);
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<int>? Axes(string text)
    {
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.All(part => part is "0" or "1" or "2") ? [.. parts.Select(part => int.Parse(part, CultureInfo.InvariantCulture))] : null;
    }
}
