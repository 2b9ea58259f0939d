using System.CommandLine;
using System.Globalization;
using EdgeNode.Appliance.Storage;
using EdgeNode.Appliance.Sync.Crops;
using Microsoft.Data.Sqlite;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode crops list | release | drop</c>: what waits to leave for the centre, and what a person decides of it.</summary>
internal static class CropsCommand
{
    public static Command Create() => new("crops", "Pieces of CT around nodes that leave for the centre (sync.crops).")
    {
        List(),
        Decide("release", "Let held crops leave: the node lies near the skin, or too few patients are like this one.", "released", CropRelease.Release),
        Decide("drop", "Never send these held crops.", "dropped", CropRelease.Drop),
    };

    private static Command List()
    {
        var config = CommonOptions.Config();
        var command = new Command("list", "One line a crop: number, state, node, why it was chosen, why it waits.") { config };
        command.SetAction((parsed, _) => BoxDatabase.WithAsync(parsed.GetValue(config), database =>
        {
            foreach (var crop in database.Read(connection => connection.Query("SELECT * FROM crops ORDER BY id", CropRecord.Read)))
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{crop.Id,6}  {crop.State,-8} case {crop.CaseId} revision {crop.Revision} node {crop.Node,-5} {string.Join(',', crop.Why)}{(crop.Hold is { } hold ? $"  [{hold}]" : "")}"));
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Decide(string name, string what, string done, Func<SqliteConnection, IReadOnlyList<long>?, int> work)
    {
        var config = CommonOptions.Config();
        var ids = new Argument<long[]>("number") { Description = "Numbers that `edgenode crops list` shows.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "All that are held." };
        var command = new Command(name, what) { ids, all, config };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(all) == (parsed.GetValue(ids) is { Length: > 0 }))
            {
                parsed.AddError("Name crops by their numbers, or give --all.");
            }
        });
        command.SetAction((parsed, cancel) => BoxDatabase.WithAsync(parsed.GetValue(config), async database =>
        {
            var count = await database.WriteAsync(connection => work(connection, parsed.GetValue(all) ? null : parsed.GetValue(ids)), cancel);
            Console.Out.WriteLine($"{count} {done}");
            return ExitCode.Done;
        }));
        return command;
    }
}
