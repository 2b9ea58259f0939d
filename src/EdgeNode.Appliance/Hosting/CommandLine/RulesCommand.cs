using System.CommandLine;
using EdgeNode.Appliance.Alarms.Rules;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode rules check FILE</c>: every mistake of a rule table at once, as <c>FILE:LINE:COLUMN: what and what to write instead</c>.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Rule table (JSON)." };
        var check = new Command("check", "List every mistake of a rule table at once, with line and column.") { file };
        check.SetAction(parsed => Check(parsed.GetValue(file)!));
        return new("rules", "Look at a rule table.") { check };
    }

    private static int Check(string file)
    {
        if (!File.Exists(file))
        {
            return Complaint.Because(new("INPUT_MISSING", $"'{file}' is not there."), ExitCode.InputMissing);
        }

        var loaded = RuleTableFile.Load(file);
        if (loaded.Table is { } table)
        {
            Console.Out.WriteLine($"{file} is valid: table {table.Version}, {table.Count} rules, staging {table.Staging}");
            return ExitCode.Done;
        }

        foreach (var mistake in loaded.Mistakes)
        {
            Console.Error.WriteLine(mistake.In(file));
        }

        Console.Error.WriteLine($"edgenode: CONFIGURATION: {loaded.Mistakes.Count} mistake(s): the service would not start with this table");
        return ExitCode.Configuration;
    }
}
