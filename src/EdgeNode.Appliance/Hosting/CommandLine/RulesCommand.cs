using System.CommandLine;
using EdgeNode.Appliance.Alarms.Rules;

namespace EdgeNode.Appliance.Hosting.CommandLine;

/// <summary><c>edgenode rules check FILE</c>.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Rule table (JSON)." };
        var check = new Command("check", "List every mistake of a rule table at once.") { file };
        check.SetAction(parsed =>
        {
            var loaded = RuleTableFile.Load(parsed.GetValue(file)!);
            if (loaded.Table is not { } table)
            {
                return Complaint.Configuration(loaded.Errors);
            }

            Console.Out.WriteLine($"table {table.Version} is valid");
            return ExitCode.Done;
        });
        return new("rules", "Look at a rule table.") { check };
    }
}
