using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using EdgeNode.Center.Blobs;
using EdgeNode.Center.Hosting;
using EdgeNode.Center.Storage;

namespace EdgeNode.Center.Export;

/// <summary><c>edgenode-center export</c>: the facts and crops of now as a training set. The service may run meanwhile.</summary>
internal static partial class ExportCommand
{
    public static Command Create(Option<FileInfo?> config)
    {
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder that gets DatasetNNN_Name; for nnU-Net, its nnUNet_raw.", HelpName = "DIR", Required = true };
        var number = new Option<int>("--dataset") { Description = "nnU-Net's number of the dataset, 1 to 999.", DefaultValueFactory = _ => 101 };
        var name = new Option<string>("--name") { Description = "Its name: letters and digits.", DefaultValueFactory = _ => "EdgeNodeNecks" };
        var unreviewed = new Option<Unreviewed>("--unreviewed")
        {
            Description = "Nodes that nobody judged: nnU-Net's ignore label, as the network predicted, or leave their crops out.",
            DefaultValueFactory = _ => Unreviewed.Ignore,
        };
        var command = new Command("export", "Write a training set in nnU-Net's raw format, with tables as Parquet and a manifest of hashes") { output, number, name, unreviewed };
        number.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && given.GetValueOrDefault<int>() is < 1 or > 999)
                given.AddError("--dataset is 1 to 999.");
        });
        name.Validators.Add(given =>
        {
            if (given.Tokens.Count > 0 && !Name().IsMatch(given.GetValueOrDefault<string>() ?? ""))
                given.AddError("--name is letters and digits.");
        });
        command.SetAction((parsed, _) =>
        {
            var folder = string.Create(CultureInfo.InvariantCulture, $"Dataset{parsed.GetValue(number):000}_{parsed.GetValue(name)}");
            return RunAsync(parsed.GetValue(config)?.FullName, parsed.GetValue(output)!.FullName, folder, parsed.GetValue(unreviewed));
        });
        return command;
    }

    private static async Task<int> RunAsync(string? file, string output, string name, Unreviewed unreviewed)
    {
        var (options, problems) = OptionsFile.Load(file);
        if (options is null)
            return await ExitCode.ComplainAsync(problems);
        try
        {
            var (final, partial) = (Path.Combine(output, name), Path.Combine(output, name + ".partial"));
            if (Directory.Exists(final))
            {
                await Console.Error.WriteLineAsync($"{final} is there already: a training set is never changed. Choose another --out, --dataset or --name.");
                return ExitCode.CannotCreate;
            }

            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
            Directory.CreateDirectory(partial);
            using var database = CenterDatabase.Of(options);
            var facts = TrainingFacts.Read(database);
            var manifest = await new TrainingSet(new BlobStore(options.BlobPath), name, unreviewed).WriteAsync(facts, partial);
            Directory.Move(partial, final);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{final}: {manifest.Crops.Count} crops, {manifest.LeftOut.Count} left out, {facts.Cases.Count} cases, {facts.Count} facts"));
            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is DbException or UnauthorizedAccessException or IOException)
        {
            await Console.Error.WriteLineAsync($"The export failed: {failure.Message} Check the database, the disk and --out.");
            return ExitCode.InputOutput;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]{1,64}\z")]
    private static partial Regex Name();
}
